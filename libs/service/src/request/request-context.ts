import type { IncomingHttpHeaders } from 'node:http'
import {
  isRequestId,
  newRequestId,
  parseSpanContext,
  RequestContext,
  runInRequest,
  type SpanContext,
} from '@promptbin/logging'
import type { FastifyReply, FastifyRequest, RawRequestDefaultExpression } from 'fastify'
import fastifyPlugin from 'fastify-plugin'

declare module 'fastify' {
  interface FastifyRequest {
    /** What joins everything that is done for this request: its id, its trace. */
    requestContext: RequestContext
  }
}

/** The header that carries a request's id from one service to the next, and back to the client. */
export const REQUEST_ID_HEADER = 'x-request-id'

/** Tells the client which trace it was (W3C Trace Context, response header of level 2's drafts). */
export const TRACE_RESPONSE_HEADER = 'traceresponse'

/** For Fastify's `genReqId`: `request.id` is the caller's id if it is well formed, else a new one. */
export function requestIdOf(request: RawRequestDefaultExpression): string {
  const id = request.headers[REQUEST_ID_HEADER]
  return isRequestId(id) ? id : newRequestId()
}

/** The context of a request, also of one that was refused before any hook ran. */
export function contextOf(request: FastifyRequest): RequestContext {
  return request.requestContext ?? new RequestContext(request.id, parentOf(request.headers))
}

/** Goes on in the trace that a message names, if it names one, as the client is told. */
export function adoptTrace(
  request: FastifyRequest,
  reply: FastifyReply,
  parent: SpanContext | undefined,
): void {
  if (parent === undefined) return
  request.requestContext.adopt(parent)
  tellTrace(reply, request.requestContext)
}

/** Goes on within the span that is recorded for the request, as the client is told. */
export function recordSpan(request: FastifyRequest, reply: FastifyReply, span: SpanContext): void {
  request.requestContext.record(span)
  tellTrace(reply, request.requestContext)
}

/** Runs each request so that logs and outgoing calls know its id, and tells it to the client. */
export const requestContext = fastifyPlugin(
  async (app) => {
    // Set for every request below; Fastify wants the shape of a request to be declared.
    app.decorateRequest('requestContext', null as unknown as RequestContext)
    app.addHook('onRequest', (request, reply, done) => {
      const context = new RequestContext(request.id, parentOf(request.headers))
      request.requestContext = context
      reply.header(REQUEST_ID_HEADER, request.id)
      tellTrace(reply, context)
      runInRequest(context, done)
    })
    // Reading a body goes on in the context of the connection, so the request's is entered again.
    app.addHook('preValidation', (request, _reply, done) =>
      runInRequest(request.requestContext, done),
    )
  },
  { name: 'request-context' },
)

function parentOf({ traceparent, tracestate }: IncomingHttpHeaders): SpanContext | undefined {
  return traceparent === undefined ? undefined : parseSpanContext(traceparent, tracestate)
}

function tellTrace(reply: FastifyReply, { traceparent }: RequestContext): void {
  reply.header(TRACE_RESPONSE_HEADER, traceparent)
}
