import { delayBefore } from './backoff.ts'
import { describeFailure, durationInWords, type Failure } from './failure.ts'
import type { RestartPolicy } from './restart-policy.ts'

/** What is remembered of a service between two failures. */
export interface RestartHistory {
  /** When each restart that still counts was decided, oldest first, in milliseconds of one clock. */
  readonly decidedAt: readonly number[]
}

/** The history of a service that has not failed yet. */
export const emptyHistory: RestartHistory = { decidedAt: [] }

/** What to do now, what to remember, and why in words that every face of the product shows. */
export interface RestartDecision {
  readonly next: RestartHistory
  readonly action: 'restart' | 'give-up'
  /** How long to wait before the restart; 0 when giving up. */
  readonly delayMs: number
  readonly reason: string
}

/**
 * Decides whether a service is started again. The same arguments always give the same answer:
 * `now` is a reading of a clock that does not jump (milliseconds), `random` is in [0, 1).
 */
export function decide(
  history: RestartHistory,
  failure: Failure,
  policy: RestartPolicy,
  now: number,
  random: number,
): RestartDecision {
  const what = describeFailure(failure)
  if (failure.kind === 'asked-for') {
    return { next: emptyHistory, action: 'restart', delayMs: 0, reason: `It ${what}.` }
  }
  if (failure.kind === 'bad-configuration') {
    return giveUp(history, `It ${what}; another start would meet the same one.`)
  }
  const counted = restartsThatCount(history, failure, policy, now)
  if (counted.length >= policy.maxRestartAttempts) {
    return giveUp({ decidedAt: counted }, `It ${what}, ${exhausted(policy)}.`)
  }
  const delayMs = delayBefore(counted.length, policy, random)
  const attempt = `attempt ${counted.length + 1} of ${policy.maxRestartAttempts}`
  const when = delayMs === 0 ? 'restarted at once' : `restarted in ${durationInWords(delayMs)}`
  return {
    next: { decidedAt: [...counted, now] },
    action: 'restart',
    delayMs,
    reason: `It ${what}; ${when}, ${attempt}.`,
  }
}

function giveUp(next: RestartHistory, reason: string): RestartDecision {
  return { next, action: 'give-up', delayMs: 0, reason }
}

function restartsThatCount(
  history: RestartHistory,
  failure: Failure,
  policy: RestartPolicy,
  now: number,
): readonly number[] {
  const livedMs = 'livedMs' in failure ? failure.livedMs : 0
  if (livedMs >= policy.longLifeMs) return []
  return history.decidedAt.filter((at) => at > now - policy.windowMs)
}

function exhausted({ maxRestartAttempts, windowMs }: RestartPolicy): string {
  if (maxRestartAttempts === 0) return 'and restarts are switched off'
  return `and it has used its ${maxRestartAttempts} restarts within ${durationInWords(windowMs)}`
}
