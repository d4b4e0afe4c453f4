import {
  currentRequest,
  newRequestId,
  RequestContext,
  runInRequest,
  type SpanContext,
} from '@promptbin/logging'
import { type McpRequest, mcpServerEnd, mcpServerSpan, type Tracing } from '@promptbin/tracing'

/** Ends the span of an MCP request; `errorType` is empty when all went well. */
export type EndOperation = (protocolVersion: string, errorType: string) => void

/**
 * Runs an MCP request within its own place in a trace: below the parent that the message names, else
 * below the HTTP request that it came in. Where it names one, the HTTP request is linked.
 */
export type TraceOperation = <Result>(
  request: McpRequest,
  parent: SpanContext | undefined,
  work: (end: EndOperation) => Result,
) => Result

const endNothing: EndOperation = () => {}

/** Over HTTP the request is there; on a pipe every message is a request of its own. */
function contextFor({ transport }: McpRequest, parent: SpanContext | undefined): RequestContext {
  const outer = transport === 'tcp' ? currentRequest() : undefined
  if (outer === undefined) return new RequestContext(newRequestId(), parent)
  if (parent === undefined || parent.traceId === outer.traceId) return outer
  return outer.within(parent)
}

/** Makes the way in which MCP requests are run; without `tracing` they only get their ids. */
export function createOperationTrace(tracing: Tracing | undefined): TraceOperation {
  if (tracing === undefined) {
    return (request, parent, work) => {
      const context = contextFor(request, parent)
      const run = () => work(endNothing)
      return context === currentRequest() ? run() : runInRequest(context, run)
    }
  }
  return (request, parent, work) => {
    const outer = request.transport === 'tcp' ? currentRequest() : undefined
    const above = parent ?? outer?.span
    const context = outer?.within(above) ?? new RequestContext(newRequestId(), above)
    const span = tracing.start({
      ...mcpServerSpan(request),
      parent: above,
      traceId: context.traceId,
      link: parent && outer?.span,
    })
    context.record(span.context)
    const end: EndOperation = (version, errorType) => span.end(mcpServerEnd(version, errorType))
    return runInRequest(context, () => work(end))
  }
}
