import { currentRequest, RequestContext } from '@promptbin/logging'
import type { TraceAttempt } from '@promptbin/prompt-client'
import { httpClientEnd, httpClientSpan, type Tracing } from '@promptbin/tracing'

export interface CallTraceOptions {
  /** Without it calls carry the ids of their request, and nothing is recorded. */
  readonly tracing: Tracing | undefined
  /** Of the service that is asked. */
  readonly url: string
}

/** Joins calls to a service of ours with the request that they are made for. */
export function createCallTrace({ tracing, url }: CallTraceOptions): TraceAttempt {
  const { origin } = new URL(url)
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
