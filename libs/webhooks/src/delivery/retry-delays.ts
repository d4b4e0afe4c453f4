const second = 1000
const minute = 60 * second
const hour = 60 * minute

/**
 * How long to wait before each attempt, in ms: 75.6 h in all (Standard Webhooks, "Deliverability and
 * reliability").
 */
export const retryDelaysMs: readonly number[] = [
  0,
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
]

/** Each pause is up to a tenth shorter or longer, so that what failed together does not come back so. */
export const retryJitter = 0.1

/** The longest pause that there is, in ms; a receiver cannot ask for a longer one. */
export const longestDelayMs = Math.round(24 * hour * (1 + retryJitter))

/** After so long nothing is tried any more, in ms: what all pauses with their jitter come to. */
export const longestLifeMs = Math.round(
  retryDelaysMs.reduce((sum, delayMs) => sum + delayMs, 0) * (1 + retryJitter),
)
