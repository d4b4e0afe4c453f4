import {
  decide,
  emptyHistory,
  type Failure,
  type RestartDecision,
  type RestartPolicy,
} from '@promptbin/restart'

/** A clock that does not jump, in milliseconds, and a source of numbers in [0, 1). */
export interface Chance {
  readonly now: () => number
  readonly random: () => number
}

/** libs/restart with the memory of one service: each decision counts for the next. */
export function createRestartDecider(
  policy: RestartPolicy,
  { now, random }: Chance,
): (failure: Failure) => RestartDecision {
  let history = emptyHistory
  return (failure) => {
    const decision = decide(history, failure, policy, now(), random())
    history = decision.next
    return decision
  }
}
