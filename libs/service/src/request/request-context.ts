import { isRequestId, newRequestId, runWithRequestId } from '@promptbin/logging'
import type { RawRequestDefaultExpression } from 'fastify'
import fastifyPlugin from 'fastify-plugin'

/** The header that carries a request's id from one service to the next, and back to the client. */
export const REQUEST_ID_HEADER = 'x-request-id'

/** For Fastify's `genReqId`: `request.id` is the caller's id if it is well formed, else a new one. */
export function requestIdOf(request: RawRequestDefaultExpression): string {
  const id = request.headers[REQUEST_ID_HEADER]
  return isRequestId(id) ? id : newRequestId()
}

/** Runs each request so that logs and outgoing calls know its id, and tells it to the client. */
export const requestContext = fastifyPlugin(
  async (app) => {
    app.addHook('onRequest', (request, reply, done) => {
      reply.header(REQUEST_ID_HEADER, request.id)
      runWithRequestId(request.id, done)
    })
    // Reading a body goes on in the context of the connection, so the request's is entered again.
    app.addHook('preValidation', (request, _reply, done) => runWithRequestId(request.id, done))
  },
  { name: 'request-context' },
)
