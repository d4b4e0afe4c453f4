import type { BreakerState } from '@promptbin/breaker/states'
import type { SpanContext } from '@promptbin/logging'

/** What is told of a span; `undefined` leaves an attribute out. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean | undefined>>

/** A piece of work that is recorded, and what it belongs to. */
export interface SpanStart {
  /** Without anything that a person wrote but names of prompts and tools. */
  readonly name: string
  readonly kind: 'server' | 'client'
  /** What the work is a part of; without it, a trace begins here. */
  readonly parent?: SpanContext | undefined
  /** Of a trace that begins here. */
  readonly traceId?: string
  /** What the work has to do with besides. */
  readonly link?: SpanContext | undefined
  readonly attributes: SpanAttributes
  /** Milliseconds since 1970; now unless told. */
  readonly startedAtMs?: number
}

/** What became of the work. */
export interface SpanEnd {
  /** If that shows only now. */
  readonly name?: string
  readonly attributes?: SpanAttributes
  /** OpenTelemetry's `error.type`; the span is an error if it is there. */
  readonly errorType?: string | undefined
  /** Milliseconds since 1970; now unless told, as it must be if the start was. */
  readonly endedAtMs?: number
}

/** A piece of work that is going on. */
export interface Span {
  /** By this others become a part of it. */
  readonly context: SpanContext
  /** To be called once. */
  end(end?: SpanEnd): void
}

/** What keeps spans from a collector that fails. */
export interface CollectorBreaker {
  state(): BreakerState
  /** Why it opened last, in words; undefined while nothing has gone wrong. */
  reason(): string | undefined
}

/** Records what is done and sends it to a collector. */
export interface Tracing {
  readonly breaker: CollectorBreaker
  start(span: SpanStart): Span
  /** Sends what there is, in at most a second, and ends. Never rejects. */
  close(): Promise<void>
}
