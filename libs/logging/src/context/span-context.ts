/** What the next hop is told of a span (W3C Trace Context). */
export interface SpanContext {
  /** 32 lower-case hex digits, not all of them 0. */
  readonly traceId: string
  /** 16 lower-case hex digits, not all of them 0. */
  readonly spanId: string
  /** `SAMPLED` and `RANDOM_TRACE_ID`; no other bits. */
  readonly traceFlags: number
  /** What tracing systems add in their own words, passed on as it came. */
  readonly traceState?: string
}

/** The caller may have recorded its part of the trace, so the callee should as well. */
export const SAMPLED = 1

/** The trace id was drawn by lot, see level 2 of W3C Trace Context. */
const RANDOM_TRACE_ID = 2

/** Version, trace id, parent id, flags; a later version than 00 may go on after another hyphen. */
const TRACEPARENT = /^([\da-f]{2})-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})(-.*)?$/s

const ONLY_ZEROS = /^0+$/

/** A member of a list: a key, and a value without comma and equals sign. */
const STATE_MEMBER =
  /^[\da-z][\da-z_\-*/]{0,255}(?:@[a-z][\da-z_\-*/]{0,13})?=[\x20-\x2b\x2d-\x3c\x3e-\x7e]{0,255}[\x21-\x2b\x2d-\x3c\x3e-\x7e]$/

/** What a tracing system has to pass on at least; longer ones are not passed on. */
const MAX_STATE_LENGTH = 512
const MAX_STATE_MEMBERS = 32

/**
 * Reads `traceparent` and `tracestate` (W3C Trace Context level 1, sections 3.2 and 3.3). A
 * `traceparent` that is not exactly as defined counts as none, and so does `tracestate` with it; a
 * `tracestate` that is malformed is left out alone.
 */
export function parseSpanContext(
  traceparent: unknown,
  tracestate?: unknown,
): SpanContext | undefined {
  if (typeof traceparent !== 'string') return undefined
  const found = TRACEPARENT.exec(traceparent)
  if (found === null) return undefined
  const [, version = '', traceId = '', spanId = '', flags = '', rest] = found
  if (version === 'ff' || (version === '00' && rest !== undefined)) return undefined
  if (ONLY_ZEROS.test(traceId) || ONLY_ZEROS.test(spanId)) return undefined
  const traceFlags = Number.parseInt(flags, 16) & (SAMPLED | RANDOM_TRACE_ID)
  const traceState = readTraceState(tracestate)
  return { traceId, spanId, traceFlags, ...(traceState !== undefined && { traceState }) }
}

/** The `traceparent` by which the next hop becomes a child of this span. */
export function formatTraceparent({ traceId, spanId, traceFlags }: SpanContext): string {
  return `00-${traceId}-${spanId}-0${traceFlags}`
}

function readTraceState(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > MAX_STATE_LENGTH) return undefined
  const members = value.split(',').map((member) => member.trim())
  const named = members.filter((member) => member !== '')
  const isRight =
    named.length > 0 &&
    members.length <= MAX_STATE_MEMBERS &&
    named.every((member) => STATE_MEMBER.test(member))
  return isRight ? named.join(',') : undefined
}
