import { randomUUID } from 'node:crypto'
import { formatTraceparent, type SpanContext } from './span-context.ts'
import { readUuid } from './uuid.ts'

/** Where the trace id stands in a `traceparent`. */
const TRACE_ID = [3, 35] as const

/** On what a request spent its time outside of its handler's own code. */
export type RequestPart = 'queue' | 'store' | 'upstream'

/** What one request is known by, from the AI client to SQL: in logs, errors, metrics and traces. */
export class RequestContext {
  readonly requestId: string
  /** What the caller said of its own trace, if it did. */
  readonly parent: SpanContext | undefined
  /** The latest that is known of the trace: what the caller said, or our own span. */
  #current: SpanContext | undefined
  #span: SpanContext | undefined
  /** Says which trace it is that nobody records. */
  #unrecorded: string | undefined
  /** The request that this one is a part of; it spends its time as well. */
  #outer: RequestContext | undefined
  #queueMs = 0
  #storeMs = 0
  #upstreamMs = 0

  constructor(requestId: string, parent?: SpanContext) {
    this.requestId = requestId
    this.parent = parent
    this.#current = parent
  }

  /** Of the caller's trace, else the digits of the request id if that is a UUID, else drawn by lot. */
  get traceId(): string {
    return this.#current?.traceId ?? this.traceparent.slice(...TRACE_ID)
  }

  /** Of the span that is recorded here; `undefined` while nothing is recorded. */
  get spanId(): string | undefined {
    return this.#span?.traceId === this.#current?.traceId ? this.#span?.spanId : undefined
  }

  /** The span that is recorded for this request, of whatever trace. */
  get span(): SpanContext | undefined {
    return this.#span
  }

  /** Below what the next hop's work belongs: our own span, else that of our caller. */
  get outgoing(): SpanContext | undefined {
    return this.spanId === undefined ? this.#current : this.#span
  }

  /** The same as the next hop is told; the trace alone where nobody records it. */
  get traceparent(): string {
    const { outgoing } = this
    if (outgoing !== undefined) return formatTraceparent(outgoing)
    this.#unrecorded ??= unrecordedTrace(this.requestId)
    return this.#unrecorded
  }

  /** The headers by which the next hop knows that it works for the same request. */
  get headers(): Readonly<Record<string, string>> {
    const state = this.outgoing?.traceState
    return {
      'x-request-id': this.requestId,
      traceparent: this.traceparent,
      ...(state !== undefined && { tracestate: state }),
    }
  }

  /** A part of this request that has a place of its own in a trace. */
  within(parent: SpanContext | undefined): RequestContext {
    const inner = new RequestContext(this.requestId, parent)
    inner.#outer = this
    return inner
  }

  /** Adds time that a part of the work took; parts that run at the same time add up. */
  spend(part: RequestPart, ms: number): void {
    this.#outer?.spend(part, ms)
    if (part === 'queue') this.#queueMs += ms
    else if (part === 'store') this.#storeMs += ms
    else this.#upstreamMs += ms
  }

  /** How long the parts took so far, in ms. */
  get spentMs(): Readonly<Record<RequestPart, number>> {
    return { queue: this.#queueMs, store: this.#storeMs, upstream: this.#upstreamMs }
  }

  /** From now on the request is recorded as this span. */
  record(span: SpanContext): void {
    this.#span = span
    this.#current = span
  }

  /** The message within the request names another parent, which goes before the request's own. */
  adopt(parent: SpanContext): void {
    this.#current = parent
  }
}

/** The second half of a UUID, which is never zero, stands for the span that there is not. */
function unrecordedTrace(requestId: string): string {
  const uuid = readUuid(requestId) ?? randomUUID()
  const half = uuid.slice(19, 23) + uuid.slice(24)
  return `00-${uuid.slice(0, 8)}${uuid.slice(9, 13)}${uuid.slice(14, 18)}${half}-${half}-00`
}
