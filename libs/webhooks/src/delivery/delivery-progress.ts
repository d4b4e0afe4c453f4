import { longestDelayMs, longestLifeMs, retryDelaysMs, retryJitter } from './retry-delays.ts'

/** `waiting` for its next attempt; `delivered` and `dead` are the end of it. */
export type DeliveryState = 'waiting' | 'delivered' | 'dead'

/** How far one message has come on its way to one receiver; times in ms since 1970. */
export interface DeliveryProgress {
  readonly state: DeliveryState
  /** How often it was sent. */
  readonly attempts: number
  /** Since when it has been tried. */
  readonly beganAtMs: number
  /** When it is sent next; null when it is not. */
  readonly dueAtMs: number | null
}

/** What came of an attempt. */
export type AttemptOutcome =
  | { readonly kind: 'delivered' }
  /** `retryAfterMs` is how long the receiver wants to be left alone; null if it said nothing. */
  | { readonly kind: 'failed'; readonly retryAfterMs: number | null }
  /** The receiver wants nothing any more (410). */
  | { readonly kind: 'gone' }
  /** Nothing was sent, as the receiver is left alone just now; that does not count as an attempt. */
  | { readonly kind: 'held-back'; readonly untilMs: number }

/** A message that is to be sent at once. */
export function beginDelivery(nowMs: number): DeliveryProgress {
  return { state: 'waiting', attempts: 0, beganAtMs: nowMs, dueAtMs: nowMs }
}

/**
 * What is next after an attempt. The same arguments always give the same answer; `random` is in
 * [0, 1).
 */
export function afterAttempt(
  progress: DeliveryProgress,
  outcome: AttemptOutcome,
  nowMs: number,
  random: number,
): DeliveryProgress {
  if (outcome.kind === 'held-back') return holdBack(progress, outcome.untilMs, nowMs)
  const attempts = progress.attempts + 1
  const ended = { ...progress, attempts, dueAtMs: null }
  if (outcome.kind === 'delivered') return { ...ended, state: 'delivered' }
  const delayMs = retryDelaysMs[attempts]
  if (outcome.kind === 'gone' || delayMs === undefined) return { ...ended, state: 'dead' }
  const jittered = delayMs * (1 - retryJitter + 2 * retryJitter * random)
  const wantedMs = Math.min(outcome.retryAfterMs ?? 0, longestDelayMs)
  return { ...progress, attempts, dueAtMs: nowMs + Math.round(Math.max(jittered, wantedMs)) }
}

/**
 * Whether it is time. A clock that was put back must not let a message wait for longer than any
 * pause is.
 */
export function isDue({ dueAtMs }: DeliveryProgress, nowMs: number): boolean {
  return dueAtMs !== null && (dueAtMs <= nowMs || dueAtMs - nowMs > longestDelayMs)
}

/** A receiver that is never there is left alone for ever, so the time ends it, not the attempts. */
function holdBack(progress: DeliveryProgress, untilMs: number, nowMs: number): DeliveryProgress {
  return nowMs - progress.beganAtMs > longestLifeMs
    ? { ...progress, state: 'dead', dueAtMs: null }
    : { ...progress, dueAtMs: untilMs }
}
