import type { AloneState } from './alone-state.ts'

const minuteMs = 60_000

/** So often all of the library is looked at, as a supervisor has it done. */
const everyMs = 24 * 60 * minuteMs

/** When crashes follow each other it is not looked at after each. */
const leastApartMs = 10 * minuteMs

/**
 * In how many milliseconds the whole library is to be looked at: at once after it was left by a crash or
 * found damaged, else a day after the last time. A time that lies in the future was of a wrong clock.
 */
export function msUntilLook(
  { since, lastAt, damage }: AloneState,
  isUnclean: boolean,
  nowMs: number,
): number {
  const atMs = Date.parse(lastAt ?? since)
  if (atMs > nowMs) return 0
  if (lastAt === null && isUnclean) return 0
  const pauseMs = isUnclean || damage !== null ? leastApartMs : everyMs
  return Math.max(0, atMs + pauseMs - nowMs)
}
