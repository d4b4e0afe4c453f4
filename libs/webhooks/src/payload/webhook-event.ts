import type { WebhookEventType } from './event-types.ts'

/** What a field of an event may hold: it tells what to look for, not all that there is to know. */
export type EventValue = string | number | boolean | null | readonly string[]

/** Something that happened, as all receivers are told of it. */
export interface WebhookEvent {
  /** The same event has the same id, however often it is taken over or sent. */
  readonly id: string
  readonly type: WebhookEventType
  /** When it happened, ISO 8601, UTC. */
  readonly at: string
  /** For a person, in a sentence without its full stop. */
  readonly summary: string
  readonly data: Readonly<Record<string, EventValue>>
}
