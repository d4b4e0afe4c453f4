import { randomUUID } from 'node:crypto'
import { formatTraceparent, type SpanContext } from './span-context.ts'

/** A UUID of RFC 9562, whose second half is never zero. */
const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[89ab][\da-f]{3}-[\da-f]{12}$/i

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
    return this.#place().traceId
  }

  /** Of the span that is recorded here; `undefined` while nothing is recorded. */
  get spanId(): string | undefined {
    return this.#span?.traceId === this.#current?.traceId ? this.#span?.spanId : undefined
  }

  /** The span that is recorded for this request, of whatever trace. */
  get span(): SpanContext | undefined {
    return this.#span
  }

  /** What the next hop is told: our own span, else what our caller said, else the trace alone. */
  get outgoing(): SpanContext {
    return this.spanId !== undefined && this.#span !== undefined ? this.#span : this.#place()
  }

  /** The headers by which the next hop knows that it works for the same request. */
  get headers(): Readonly<Record<string, string>> {
    const outgoing = this.outgoing
    return {
      'x-request-id': this.requestId,
      traceparent: formatTraceparent(outgoing),
      ...(outgoing.traceState !== undefined && { tracestate: outgoing.traceState }),
    }
  }

  /** Adds time that a part of the work took; parts that run at the same time add up. */
  spend(part: RequestPart, ms: number): void {
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

  #place(): SpanContext {
    this.#current ??= placeOf(this.requestId)
    return this.#current
  }
}

/** A trace that nobody records: the second half of its id stands for the span that there is not. */
function placeOf(requestId: string): SpanContext {
  const uuid = UUID.test(requestId) ? requestId.toLowerCase() : randomUUID()
  const half = uuid.slice(19, 23) + uuid.slice(24)
  const traceId = uuid.slice(0, 8) + uuid.slice(9, 13) + uuid.slice(14, 18) + half
  return { traceId, spanId: half, traceFlags: 0 }
}
