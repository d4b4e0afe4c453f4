import type { IntegrityState } from './integrity-state.ts'

const minuteMs = 60_000

/** So often all of the library is looked at. */
export const checkEveryMs = 24 * 60 * minuteMs

/** After an unclean stop it is looked at soon, and when they follow each other not every time. */
export const leastApartMs = 10 * minuteMs

/** When a look could not be taken to its end, the next follows after so long. */
export const againAfterMs = 60 * minuteMs

/**
 * Whether it is time to look at the whole library: a day after the last look, and soon after it was
 * left by a crash. A time that lies in the future was of a wrong clock.
 */
export function isCheckDue(
  state: Pick<IntegrityState, 'since' | 'uncleanAt' | 'last' | 'failedAt'>,
  nowMs: number,
): boolean {
  const ago = (time: string) => {
    const ms = nowMs - Date.parse(time)
    return ms < 0 ? Number.POSITIVE_INFINITY : ms
  }
  if (state.failedAt !== null && ago(state.failedAt) < againAfterMs) return false
  const sinceLast = ago(state.last?.at ?? state.since)
  if (state.uncleanAt !== null) return state.last === null || sinceLast >= leastApartMs
  return sinceLast >= checkEveryMs
}
