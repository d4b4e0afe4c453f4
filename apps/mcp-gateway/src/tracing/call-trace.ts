import { currentRequest, RequestContext } from '@promptbin/logging'
import type { TraceAttempt } from '@promptbin/prompt-client'
import { httpClientEnd, httpClientSpan, type Tracing } from '@promptbin/tracing'

export interface CallTraceOptions {
  /** Without it calls carry the ids of their request, and nothing is recorded. */
  readonly tracing: Tracing | undefined
  /** Of prompt-web. */
  readonly webUrl: string
}

/** Joins calls to prompt-web with the request that they are made for. */
export function createCallTrace({ tracing, webUrl }: CallTraceOptions): TraceAttempt {
  const { origin } = new URL(webUrl)
  return (attempt) => {
    const request = currentRequest()
    if (request === undefined) return undefined
    if (tracing === undefined) return { headers: request.headers, end: () => {} }
    const { outgoing, requestId } = request
    const span = tracing.start({ ...httpClientSpan({ ...attempt, origin }), parent: outgoing })
    const { headers } = new RequestContext(requestId, span.context)
    return { headers, end: (outcome) => span.end(httpClientEnd(outcome)) }
  }
}
