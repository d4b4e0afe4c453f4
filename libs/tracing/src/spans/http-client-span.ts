import type { SpanEnd, SpanStart } from '../tracing.ts'

/** A request to another service, without anything that a person wrote. */
export interface SentRequest {
  readonly method: string
  /** Its path as a pattern, `/api/v1/prompts/:name`. */
  readonly template: string
  /** Where to: `http://127.0.0.1:5000`. */
  readonly origin: string
  /** How often it was sent before, because no answer came. */
  readonly resends: number
}

/**
 * The span of one attempt to ask another service (OpenTelemetry, HTTP client span). `url.full` is
 * left out, as names and searches stand there; the template says which it is.
 */
export function httpClientSpan({
  method,
  template,
  origin,
  resends,
}: SentRequest): Pick<SpanStart, 'name' | 'kind' | 'attributes'> {
  const { hostname, port, protocol } = new URL(origin)
  return {
    name: `${method} ${template}`,
    kind: 'client',
    attributes: {
      'http.request.method': method,
      'http.request.resend_count': resends > 0 ? resends : undefined,
      'server.address': hostname.replace(/^\[|\]$/g, ''),
      'server.port': Number(port || (protocol === 'https:' ? 443 : 80)),
      'url.template': template,
    },
  }
}

/** How it ended: with a status, or with the code of the error that there was no answer for. */
export function httpClientEnd(outcome: {
  readonly status?: number
  readonly errorCode?: string
}): SpanEnd {
  const { status, errorCode } = outcome
  if (status === undefined) return { errorType: errorCode ?? '_OTHER' }
  return {
    attributes: { 'http.response.status_code': status },
    errorType: status >= 400 ? String(status) : undefined,
  }
}
