import type { IntegrityReport } from '@promptbin/prompt-store/integrity'

/** How the last look at the whole library ended. */
export interface LastCheck extends Omit<IntegrityReport, 'isWhole'> {
  /** When it was begun, ISO 8601, UTC. */
  readonly at: string
  /** The file that was looked at: one in its place, from a backup perhaps, is another. */
  readonly inode: number
}

/** What is remembered of the soundness of the library; times are ISO 8601, UTC. */
export interface IntegrityState {
  /** Since when the library is in use; null after a stop in order. */
  readonly openSince: string | null
  /** When the library was last left by something else than a stop in order; null when it was checked since. */
  readonly uncleanAt: string | null
  /** From when on a daily look is due at all: nobody has looked before. */
  readonly since: string
  readonly last: LastCheck | null
  /** When a look could not be taken to its end; null when the last could. */
  readonly failedAt: string | null
}

const isTime = (value: unknown): value is string =>
  typeof value === 'string' && !Number.isNaN(Date.parse(value))

const isTimeOrNull = (value: unknown) => value === null || isTime(value)

/** The state as it was stored; undefined for what is none. */
export function parseIntegrityState(value: unknown): IntegrityState | undefined {
  const { openSince, uncleanAt, since, last, failedAt } = value as Partial<IntegrityState>
  if (!isTime(since) || ![openSince, uncleanAt, failedAt].every(isTimeOrNull)) return undefined
  if (last !== null && !isLastCheck(last)) return undefined
  return {
    openSince: openSince ?? null,
    uncleanAt: uncleanAt ?? null,
    since,
    last: last ?? null,
    failedAt: failedAt ?? null,
  }
}

function isLastCheck(value: unknown): value is LastCheck {
  const { at, status, findings, found, inode } = (value ?? {}) as Partial<LastCheck>
  const isKnown = status === 'sound' || status === 'faulty' || status === 'damaged'
  const areNumbers = [found, inode].every(Number.isSafeInteger)
  return isTime(at) && isKnown && Array.isArray(findings) && areNumbers
}
