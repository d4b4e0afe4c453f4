import { parseSpanContext, type SpanContext } from '@promptbin/logging'
import { memberOf } from '../http/message-body.ts'

/**
 * What a message says of its sender's trace in `params._meta` (MCP 2026-07-28, SEP-414); undefined
 * where it says nothing, or nothing valid.
 */
export function namedParent(message: unknown): SpanContext | undefined {
  const meta = memberOf(memberOf(message, 'params'), '_meta')
  const traceparent = memberOf(meta, 'traceparent')
  return traceparent === undefined
    ? undefined
    : parseSpanContext(traceparent, memberOf(meta, 'tracestate'))
}
