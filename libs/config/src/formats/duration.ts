const UNITS_MS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const

/** A timer of Node that is set for longer fires at once (2^31 - 1 ms, almost 25 days). */
export const LONGEST_DURATION_MS = 2 ** 31 - 1

/**
 * The milliseconds that a person means by `30`, `"30"`, `"30s"`, `"1.5 h"`: a number without a
 * unit is seconds. What is no duration is undefined.
 */
export function parseDuration(written: unknown): number | undefined {
  if (typeof written === 'number') return Math.round(written * UNITS_MS.s)
  if (typeof written !== 'string') return undefined
  const match = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)?$/.exec(written.trim())
  if (!match) return undefined
  const unit = (match[2] ?? 's') as keyof typeof UNITS_MS
  return Math.round(Number(match[1]) * UNITS_MS[unit])
}

/** A duration in the largest unit that says it exactly: `30s`, `1500ms`. */
export function durationText(milliseconds: number): string {
  const units = Object.entries(UNITS_MS).reverse()
  const [unit, size] = units.find(([, size]) => milliseconds % size === 0) ?? ['ms', 1]
  return milliseconds === 0 ? '0s' : `${milliseconds / size}${unit}`
}
