import type { DeliveryProgress, WebhookEvent } from '@promptbin/webhooks'

/** What came of the last attempt. */
export interface Attempt {
  /** ISO 8601, UTC. */
  readonly at: string
  /** What the receiver has answered; null when it did not. */
  readonly status: number | null
  /** What was wrong, in a sentence; null when nothing was. */
  readonly error: string | null
  readonly ms: number
}

/** One event on its way to one receiver. */
export interface Delivery {
  readonly id: string
  /** The id of the receiver. */
  readonly endpoint: string
  readonly event: WebhookEvent
  readonly progress: DeliveryProgress
  readonly attempt: Attempt | null
  /** A test is sent once. */
  readonly isTest: boolean
}

/** How far the events of each source were taken over; null where none are wanted. */
export interface Positions {
  /** The number of a lifecycle event. */
  readonly lifecycle: number | null
  /** A generation of the library. */
  readonly library: number | null
  /** The number of an opening of a link. */
  readonly openings: number | null
}

/** Where events come from. */
export type SourceName = keyof Positions

/** Everything that is kept about deliveries. */
export interface OutboxState {
  readonly positions: Positions
  /** Services of which receivers were told that they failed, and not yet that they came back. */
  readonly failedServices: readonly string[]
  /** How many deliveries there ever were. */
  readonly count: number
  /** The oldest first. */
  readonly deliveries: readonly Delivery[]
}
