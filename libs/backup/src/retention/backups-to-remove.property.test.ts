import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { BackupEntry } from '../reading/backup-entry.ts'
import { backupsToRemove } from './backups-to-remove.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const start = Date.parse('2026-01-05T00:30:00Z')

const entry = (atMs: number, fault: string | null = null): BackupEntry => ({
  id: new Date(atMs).toISOString(),
  atMs,
  bytes: 1,
  manifest: null,
  fault,
})

/** Makes a backup every so often for some days, and removes after each what is to go. */
function liveFor(days: number, everyMs: number): readonly BackupEntry[] {
  let kept: readonly BackupEntry[] = []
  for (let now = start; now < start + days * dayMs; now += everyMs) {
    kept = [...kept, entry(now)]
    const removed = new Set(backupsToRemove(kept, now))
    kept = kept.filter(({ id }) => !removed.has(id))
  }
  return kept
}

test('after 400 days of a backup an hour exactly those of grandfather, father and son are there', () => {
  const kept = liveFor(400, hourMs)
  const now = start + 400 * dayMs - hourMs
  const expected = new Set<number>()
  for (let n = 0; n < 24; n += 1) expected.add(now - n * hourMs)
  // The last backup of each day is at half past eleven.
  const endOfDay = (ms: number) => Math.floor(ms / dayMs) * dayMs + dayMs - hourMs / 2
  for (let n = 1; n < 7; n += 1) expected.add(endOfDay(now - n * dayMs))
  // Weeks end with Sunday.
  const monday = (ms: number) => Math.floor((ms - 4 * dayMs) / (7 * dayMs)) * 7 * dayMs + 4 * dayMs
  for (let n = 1; n < 4; n += 1) expected.add(monday(now) - (n - 1) * 7 * dayMs - hourMs / 2)
  const { 0: year, 1: month } = [new Date(now).getUTCFullYear(), new Date(now).getUTCMonth()]
  for (let n = 0; n < 11; n += 1) expected.add(Date.UTC(year, month - n, 1) - hourMs / 2)
  expect(kept.map(({ atMs }) => atMs).toSorted()).toEqual([...expected].toSorted())
})

test('with one in six hours a day of hours is four of them', () => {
  const kept = liveFor(60, 6 * hourMs)
  const newest = kept.at(-1)?.atMs ?? 0
  expect(kept.filter(({ atMs }) => atMs > newest - dayMs)).toHaveLength(4)
})

const times = fc.array(
  fc.tuple(fc.integer({ min: -30 * 24, max: 500 * 24 }), fc.constantFrom(null, 'torn')),
  { maxLength: 60 },
)

test('whatever there is, the newest good one stays, and removing twice removes no more', () => {
  fc.assert(
    fc.property(times, (hoursAgo) => {
      const now = start
      const all = hoursAgo.map(([hours, fault]) => entry(now - hours * hourMs - 1, fault))
      const unique = [...new Map(all.map((one) => [one.id, one])).values()]
      const removed = new Set(backupsToRemove(unique, now))
      const left = unique.filter(({ id }) => !removed.has(id))
      const good = unique.filter(({ fault }) => fault === null)
      const newest = good.toSorted((one, other) => other.atMs - one.atMs).slice(0, 1)
      expect(left).toEqual(expect.arrayContaining(newest))
      expect(backupsToRemove(left, now)).toEqual([])
      expect(left.filter(({ atMs, fault }) => fault === null && atMs <= now).length).toBeLessThan(
        49,
      )
    }),
  )
})

test('a damaged one stays for a week, and takes no place of a good one', () => {
  const good = entry(start - 50 * dayMs)
  const damaged = entry(start - 2 * dayMs, 'torn')
  const old = entry(start - 8 * dayMs, 'torn')
  expect(backupsToRemove([good, damaged, old], start)).toEqual([old.id])
})

test('of the last hour six stay, and of the hour before that the newest', () => {
  const minuteMs = 60_000
  const now = start + 20 * minuteMs
  const all = [0, 5, 10, 15, 20, 25, 30, 70, 75].map((ago) => entry(now - ago * minuteMs))
  const removed = backupsToRemove(all, now)
  expect(removed.toSorted()).toEqual([all[6], all[8]].map((one) => one?.id).toSorted())
})
