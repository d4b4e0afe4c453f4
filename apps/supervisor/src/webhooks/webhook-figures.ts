import type { BreakerState } from '@promptbin/breaker'

/** What came of messages since the process has started. */
export interface WebhookCounts {
  delivered: number
  /** Attempts; the message is tried again. */
  failed: number
  /** Attempts that were not made, as the receiver is left alone. */
  'held-back': number
  /** Messages that are not tried any more. */
  dead: number
  /** Messages that were forgotten unsent, as too many waited. */
  overflown: number
}

/** How it stands with telling others. */
export interface WebhookFigures {
  readonly counts: Readonly<WebhookCounts>
  /** Messages on their way. */
  readonly waiting: number
  /** How many receivers there are, switched on or off. */
  readonly endpoints: number
  /** The ids of those that messages do not get to. */
  readonly failing: readonly string[]
  /** Of the breaker of the receiver that is worst off. */
  readonly breaker: BreakerState
  /** The ids of those that were switched off by themselves, with why. */
  readonly disabled: readonly { readonly id: string; readonly why: string }[]
}

/** Nothing has happened yet. */
export function noCounts(): WebhookCounts {
  return { delivered: 0, failed: 0, 'held-back': 0, dead: 0, overflown: 0 }
}
