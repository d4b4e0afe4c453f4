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

/** An id of these cannot be a secret of any kind, and stands in JSON as it is. */
const plainId = /^[A-Za-z0-9-]+$/

/** Whoever gives an id of other letters may have meant something else by it. */
function idText(id: string): string {
  return plainId.test(id) ? `"${id}"` : JSON.stringify(maskSecrets(id))
}

/** Routes as JSON: patterns, of which a service has some dozens. */
const routeTexts = new Map<string, string>()

function routeText(route: string): string {
  const known = routeTexts.get(route)
  if (known !== undefined) return known
  const text = JSON.stringify(route)
  routeTexts.set(route, text)
  return text
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
  const ids = `"request_id":${idText(requestId)},"trace_id":"${traceId}"${span}`
  const asked = `"event":"http.request","method":"${method}","route":${routeText(route)}`
  const answered = status === undefined ? '' : `,"status":${status}`
  const took = `,"duration_ms":${Math.round(durationMs * 10) / 10}`
  const failed = errorCode === '' ? '' : `,"error_code":${JSON.stringify(errorCode)}`
  const left = isAborted ? ',"aborted":true' : ''
  return `{"level":"${level}"${timeField()}${head},${ids},${asked}${answered}${took}${failed}${left},"msg":"request"}\n`
}

/** Text of JSON in which nothing is escaped. */
const PLAIN = '[ !#-\\[\\]-~]*'

/**
 * Matches what `requestLine` makes for a process, without its line feed, and nothing that is not JSON or
 * from another; of answers that nobody waited for, and of rare letters, it leaves some out. It tells
 * whoever reads many such lines all that parsing each would.
 */
export function requestLinePattern(process: {
  readonly service: string
  readonly pid: number
}): RegExp {
  const parts = [
    String.raw`^\{"level":"(?:info|debug)","time":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z",`,
    `"service":"${process.service.replace(/[^a-z0-9-]/g, String.raw`\$&`)}","pid":${process.pid},"version":"${PLAIN}",`,
    String.raw`"request_id":"[\w-]*","trace_id":"[\da-f]*",(?:"span_id":"[\da-f]*",)?`,
    String.raw`"event":"http\.request","method":"[A-Z-]*","route":"${PLAIN}","status":[1-9]\d\d,`,
    String.raw`"duration_ms":(?:0|[1-9]\d*)(?:\.\d)?,(?:"error_code":"\w*",)?"msg":"request"\}$`,
  ]
  return new RegExp(parts.join(''))
}
