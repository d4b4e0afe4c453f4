import type { RequestContext } from '../context/request-context.ts'
import { maskSecrets } from '../secrets.ts'
import { timeField } from './line-time.ts'

/** What the log says of a request when it is over. */
export interface RequestOutcome {
  readonly method: string
  /** The pattern of its address. */
  readonly route: string
  /** Undefined when it got no answer. */
  readonly status: number | undefined
  readonly durationMs: number
  /** Of the error that it was answered with; empty without one. */
  readonly errorCode: string
  /** Whether its client had left. */
  readonly isAborted: boolean
}

/** The same as fields of a line. */
export function requestFields(outcome: RequestOutcome): object {
  const { method, route, status, durationMs, errorCode, isAborted } = outcome
  return {
    event: 'http.request',
    method,
    route,
    ...(status !== undefined && { status }),
    duration_ms: Math.round(durationMs * 10) / 10,
    ...(errorCode !== '' && { error_code: errorCode }),
    ...(isAborted && { aborted: true }),
  }
}

/**
 * The line of a request as the logger would write it, with its line feed. One is written for each
 * request, so it is put together here, at a fifth of the price: all but the id comes from ourselves.
 * `head` is what all lines have after their time, with a comma before it.
 */
export function requestLine(
  level: 'info' | 'debug',
  head: string,
  { requestId, traceId, spanId }: RequestContext,
  { method, route, status, durationMs, errorCode, isAborted }: RequestOutcome,
): string {
  const span = spanId === undefined ? '' : `,"span_id":"${spanId}"`
  const ids = `"request_id":${JSON.stringify(maskSecrets(requestId))},"trace_id":"${traceId}"${span}`
  const asked = `"event":"http.request","method":"${method}","route":${JSON.stringify(route)}`
  const answered = status === undefined ? '' : `,"status":${status}`
  const took = `,"duration_ms":${Math.round(durationMs * 10) / 10}`
  const failed = errorCode === '' ? '' : `,"error_code":${JSON.stringify(errorCode)}`
  const left = isAborted ? ',"aborted":true' : ''
  return `{"level":"${level}"${timeField()}${head},${ids},${asked}${answered}${took}${failed}${left},"msg":"request"}\n`
}
