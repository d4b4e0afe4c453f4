import type { MinuteCounts } from './minute-counts.ts'

/** Where a group stands; see docs/errors-and-history.md. */
export const groupStates = ['new', 'ongoing', 'rising', 'resolved'] as const

/** Where a group stands; see docs/errors-and-history.md. */
export type GroupState = (typeof groupStates)[number]

/** How often something happens now, and how often it did before. */
export interface Trend {
  /** A minute, in the last five minutes. */
  readonly nowPerMinute: number
  /** A minute, in the hour before those, or since the group is known. */
  readonly beforePerMinute: number
}

/** What a judgement is made of. */
export interface GroupFacts {
  readonly state: GroupState
  /** Milliseconds since 1970, as `nowMs`. */
  readonly firstMs: number
  readonly lastMs: number
  readonly minutes: MinuteCounts
}

const minuteMs = 60_000

/** The rule, in one place; docs/errors-and-history.md says the same in words, and a test compares. */
export const trendRule = {
  /** A group is new for so long: whoever was told of it need not be told that it rises. */
  newMinutes: 10,
  /** What counts as now. */
  nowMinutes: 5,
  /** What counts as before. */
  beforeMinutes: 60,
  /** Fewer than this in `nowMinutes` never rise. */
  leastNow: 10,
  /** It rises from so many times its rate before … */
  risingFactor: 3,
  /** … until it is below so many times of it, or below half of `leastNow`. */
  calmFactor: 1.5,
  /** A group that was not seen for so long is resolved. */
  resolvedMinutes: 30,
} as const

/** How often errors of a group come now and came before. */
export function trendOf(
  { firstMs, minutes }: Pick<GroupFacts, 'firstMs' | 'minutes'>,
  nowMs: number,
): Trend {
  const { nowMinutes, beforeMinutes } = trendRule
  const known = Math.floor(nowMs / minuteMs) - Math.floor(firstMs / minuteMs) + 1 - nowMinutes
  const span = Math.min(beforeMinutes, known)
  const oldest = nowMinutes + beforeMinutes - 1
  return {
    nowPerMinute: minutes.sum(nowMs, nowMinutes - 1, 0) / nowMinutes,
    beforePerMinute: span > 0 ? minutes.sum(nowMs, oldest, nowMinutes) / span : 0,
  }
}

/** Where a group stands at a moment. Pure. */
export function judgeTrend(facts: GroupFacts, nowMs: number): GroupState {
  const { newMinutes, resolvedMinutes } = trendRule
  if (nowMs - facts.lastMs >= resolvedMinutes * minuteMs) return 'resolved'
  if (nowMs - facts.firstMs < newMinutes * minuteMs) return 'new'
  return isRising(facts, trendOf(facts, nowMs)) ? 'rising' : 'ongoing'
}

function isRising({ state }: GroupFacts, { nowPerMinute, beforePerMinute }: Trend): boolean {
  const { leastNow, nowMinutes, risingFactor, calmFactor } = trendRule
  const wasRising = state === 'rising'
  const least = (wasRising ? leastNow / 2 : leastNow) / nowMinutes
  const factor = wasRising ? calmFactor : risingFactor
  return nowPerMinute >= least && nowPerMinute >= factor * beforePerMinute
}
