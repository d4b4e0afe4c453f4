import { delayAtStep } from './backoff.ts'
import { durationInWords } from './duration-words.ts'
import { describeFailure, type Failure } from './failure.ts'
import { restartClasses, restartClassOf } from './restart-classes.ts'
import type { RestartPolicy } from './restart-policy.ts'

/** What is remembered of a service between two failures; times are milliseconds of one clock. */
export interface RestartHistory {
  /** When each attempt that still counts was decided, oldest first. */
  readonly decidedAt: readonly number[]
  /** When others killed it, oldest first. */
  readonly killedAt: readonly number[]
  /** Until when it is left alone; null: it is not. */
  readonly pausedUntil: number | null
}

/** The history of a service that has not failed yet. */
export const emptyHistory: RestartHistory = { decidedAt: [], killedAt: [], pausedUntil: null }

/** What to do now, what to remember, and why in words that every face of the product shows. */
export interface RestartDecision {
  readonly next: RestartHistory
  /**
   * `restart`: start another process after the delay. `pause`: the service has failed; try again
   * after the delay. `wait`: the service has failed; only a wish or a new configuration helps.
   */
  readonly action: 'restart' | 'pause' | 'wait'
  /** How long to wait before a process is started. A spare that is there takes over at once. */
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
  const next = whatStillCounts(history, failure, policy, now)
  if (policy.maxRestartAttempts === 0) return wait(next, `${what}, and restarts are switched off`)
  const { timing, patience } = restartClasses[restartClassOf(failure)]
  if (timing === 'wait') {
    return wait(next, `${what}; another start would meet the same one, so it waits for a change`)
  }
  if (timing === 'at-once' && next.killedAt.length < policy.maxKills) {
    const killed = { ...next, killedAt: [...next.killedAt, now] }
    return { next: killed, action: 'restart', delayMs: 0, reason: `It ${what}; restarted at once.` }
  }
  if (isLongLife(failure, policy)) {
    const reason = `It ${what} after a long life; restarted at once.`
    return { next, action: 'restart', delayMs: 0, reason }
  }
  if (next.pausedUntil !== null) return stayPaused(next, what, next.pausedUntil - now)
  const counted = next.decidedAt.length
  if (counted >= policy.maxRestartAttempts) return pause(next, what, policy, now)
  const patient = { ...policy, baseDelayMs: policy.baseDelayMs * patience }
  const delayMs = delayAtStep(timing === 'backoff' ? counted + 1 : counted, patient, random)
  return {
    next: withAttempt(next, now),
    action: 'restart',
    delayMs,
    reason: `It ${what}; restarted ${inWords(delayMs)}, attempt ${counted + 1} of ${policy.maxRestartAttempts}.`,
  }
}

function withAttempt(history: RestartHistory, now: number): RestartHistory {
  return { ...history, decidedAt: [...history.decidedAt, now] }
}

function wait(next: RestartHistory, what: string): RestartDecision {
  return { next, action: 'wait', delayMs: 0, reason: `It ${what}.` }
}

function stayPaused(next: RestartHistory, what: string, leftMs: number): RestartDecision {
  const delayMs = Math.ceil(leftMs)
  const reason = `It ${what} while it is left alone; tried again ${inWords(delayMs)}.`
  return { next, action: 'pause', delayMs, reason }
}

function pause(
  history: RestartHistory,
  what: string,
  { maxRestartAttempts, windowMs, pauseMs }: RestartPolicy,
  now: number,
): RestartDecision {
  const restarts = maxRestartAttempts === 1 ? 'only restart' : `${maxRestartAttempts} restarts`
  const used = `its ${restarts} within ${durationInWords(windowMs)}`
  return {
    // The try after the pause is an attempt too.
    next: { ...withAttempt(history, now), pausedUntil: now + pauseMs },
    action: 'pause',
    delayMs: pauseMs,
    reason: `It ${what}, and it has used ${used}; tried again ${inWords(pauseMs)}.`,
  }
}

function inWords(delayMs: number): string {
  return delayMs === 0 ? 'at once' : `in ${durationInWords(delayMs)}`
}

function isLongLife(failure: Failure, { longLifeMs }: RestartPolicy): boolean {
  return 'livedMs' in failure && failure.livedMs >= longLifeMs
}

/**
 * Drops what the windows have left behind. A long life pays for everything that was decided before
 * it began; what was decided meanwhile concerned other processes of the service.
 */
function whatStillCounts(
  { decidedAt, killedAt, pausedUntil }: RestartHistory,
  failure: Failure,
  policy: RestartPolicy,
  now: number,
): RestartHistory {
  const { windowMs, killWindowMs } = policy
  const livedMs = 'livedMs' in failure && isLongLife(failure, policy) ? failure.livedMs : windowMs
  return {
    decidedAt: decidedAt.filter((at) => at > now - Math.min(livedMs, windowMs)),
    killedAt: killedAt.filter((at) => at > now - killWindowMs),
    pausedUntil: pausedUntil !== null && pausedUntil > now ? pausedUntil : null,
  }
}
