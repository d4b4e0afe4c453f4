/**
 * How many second attempts are allowed now: a tenth of the requests of about the last 10 s, and
 * three a second whatever the requests. In an outage all clients together then ask prompt-web at
 * most 1.1 times as often, instead of twice.
 */
export interface RetryBudget {
  /** Earned by requests: each adds a tenth, which fades with a time constant of 10 s. */
  readonly share: number
  /** Earned by time: three a second, and never more than those of one second. */
  readonly floor: number
  /** When both were right, in milliseconds. */
  readonly atMs: number
}

const perRequest = 0.1
const fadeMs = 10_000
const perSecond = 3

/** A budget from which nothing was taken. */
export const fullBudget = (nowMs: number): RetryBudget => ({
  share: 0,
  floor: perSecond,
  atMs: nowMs,
})

function at({ share, floor, atMs }: RetryBudget, nowMs: number): RetryBudget {
  const passedMs = Math.max(0, nowMs - atMs)
  return {
    share: share * Math.exp(-passedMs / fadeMs),
    floor: Math.min(perSecond, floor + (perSecond * passedMs) / 1_000),
    atMs: atMs + passedMs,
  }
}

/** The budget after one more request. */
export function withRequest(budget: RetryBudget, nowMs: number): RetryBudget {
  const current = at(budget, nowMs)
  return { ...current, share: current.share + perRequest }
}

/** The budget after one more second attempt; `undefined` if that would be one too many. */
export function withRetry(budget: RetryBudget, nowMs: number): RetryBudget | undefined {
  const { share, floor, atMs } = at(budget, nowMs)
  if (share < 1 && floor < 1) return undefined
  // It is taken from both: the floor is no addition to what the requests have earned.
  return { share: Math.max(0, share - 1), floor: Math.max(0, floor - 1), atMs }
}
