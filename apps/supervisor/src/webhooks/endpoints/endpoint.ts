import type { PayloadFormat } from '@promptbin/webhooks'
import type { WebhookEventType } from '@promptbin/webhooks/event-types'

/** A secret with the end of its time. */
export interface EndingSecret {
  /** Sealed. */
  readonly secret: string
  /** In ms since 1970. */
  readonly untilMs: number
}

/** Who is told of what, as it is kept: address and secrets are sealed, see `openSeals`. */
export interface Endpoint {
  readonly id: string
  /** Sealed: in the address of some receivers there is a secret. */
  readonly url: string
  /** Sealed. */
  readonly secret: string
  /** The one before the last rotation. */
  readonly previous: EndingSecret | null
  readonly description: string
  /** What it is told of; null is everything. */
  readonly events: readonly WebhookEventType[] | null
  readonly format: PayloadFormat
  readonly enabled: boolean
  /** Why it was switched off by itself, in a sentence; null when it was not. */
  readonly disabledReason: string | null
  /** ISO 8601, UTC. */
  readonly createdAt: string
  /** The id of who made it. */
  readonly createdBy: string
}

/** Whether a receiver is to be told of what has happened. */
export function wants({ enabled, events }: Endpoint, type: WebhookEventType): boolean {
  return enabled && (events === null || events.includes(type))
}
