import type { BackupEntry } from '../reading/backup-entry.ts'

/** How many backups are kept of each kind: the newest one of each of the last so many periods. */
export interface Keep {
  readonly hourly: number
  readonly daily: number
  readonly weekly: number
  readonly monthly: number
}

/** A day of every hour, a week of every day, a month of every week, a year of every month. */
export const kept: Keep = { hourly: 24, daily: 7, weekly: 4, monthly: 12 }

/** What somebody has made before a risky step must not go with the backup of that step. */
const mostRecent = 6

const hourMs = 60 * 60 * 1_000
const dayMs = 24 * hourMs

/** Monday, 5 January 1970: weeks begin on Mondays (ISO 8601). */
const firstMondayMs = 4 * dayMs

/** The number of the period in which a time lies, in UTC; it rises by one with each. */
const periods: Readonly<Record<keyof Keep, (ms: number) => number>> = {
  hourly: (ms) => Math.floor(ms / hourMs),
  daily: (ms) => Math.floor(ms / dayMs),
  weekly: (ms) => Math.floor((ms - firstMondayMs) / (7 * dayMs)),
  monthly: (ms) => new Date(ms).getUTCFullYear() * 12 + new Date(ms).getUTCMonth(),
}

/**
 * The names of the backups that are no longer needed at the time `now` (milliseconds since 1970):
 * grandfather, father, son. Of each of the last 24 hours, 7 days, 4 weeks and 12 months, this one
 * counted, the newest good one stays. So do six of the last hour; the newest good one of all; and whatever
 * comes from the future, as then the clock is wrong. A damaged one stays for a week, for somebody to look at.
 */
export function backupsToRemove(
  entries: readonly BackupEntry[],
  now: number,
  keep: Keep = kept,
): readonly string[] {
  const newestFirst = entries.toSorted((one, other) => other.atMs - one.atMs)
  const good = newestFirst.filter(({ fault }) => fault === null)
  const last = good[0]
  if (last === undefined) return []
  const recent = good.filter(({ atMs }) => atMs <= now && atMs > now - hourMs).slice(0, mostRecent)
  const needed = new Set([last, ...recent, ...good.filter(({ atMs }) => atMs > now)])
  for (const kind of Object.keys(periods) as (keyof Keep)[]) {
    for (const one of newestOfEach(good, periods[kind], now, keep[kind])) needed.add(one)
  }
  const isOver = (entry: BackupEntry) =>
    entry.fault === null ? !needed.has(entry) : entry.atMs <= now - 7 * dayMs
  return newestFirst.filter(isOver).map(({ id }) => id)
}

/** The newest one of each of the last `count` periods in which there is one. */
function newestOfEach(
  newestFirst: readonly BackupEntry[],
  periodOf: (ms: number) => number,
  now: number,
  count: number,
): readonly BackupEntry[] {
  const current = periodOf(now)
  const byPeriod = new Map<number, BackupEntry>()
  for (const entry of newestFirst) {
    const period = periodOf(entry.atMs)
    const isRecent = period <= current && period > current - count
    if (isRecent && !byPeriod.has(period)) byPeriod.set(period, entry)
  }
  return [...byPeriod.values()]
}
