import type { SpanEnd, SpanStart } from '../tracing.ts'

/** An HTTP request as it came, without anything that a person wrote. */
export interface ServedRequest {
  /** One of the known methods, else `_OTHER`. */
  readonly method: string
  /** The pattern of the route, `/api/v1/prompts/:name`; undefined where nothing answers. */
  readonly route: string | undefined
  /** `1.1`. */
  readonly httpVersion: string
}

/**
 * The span of an HTTP request that is served (OpenTelemetry, HTTP server span). Its path and its
 * query are left out, as names, searches and tokens of links stand there; the route says which it is.
 */
export function httpServerSpan({
  method,
  route,
  httpVersion,
}: ServedRequest): Pick<SpanStart, 'name' | 'kind' | 'attributes'> {
  const verb = method === '_OTHER' ? 'HTTP' : method
  return {
    name: route === undefined ? verb : `${verb} ${route}`,
    kind: 'server',
    attributes: {
      'http.request.method': method,
      'http.route': route,
      'network.protocol.version': httpVersion,
      'url.scheme': 'http',
    },
  }
}

/** How it ended: with a status, or with a client that has gone before the answer was complete. */
export function httpServerEnd(status: number, isComplete: boolean): SpanEnd {
  const failed = status >= 500 ? String(status) : undefined
  return {
    attributes: { 'http.response.status_code': status },
    errorType: isComplete ? failed : 'aborted',
  }
}
