import type { FastifyReply, FastifyRequest } from 'fastify'
import fastifyPlugin from 'fastify-plugin'

declare module 'fastify' {
  interface FastifyRequest {
    /** By `performance.now()`; 0 for what has not come, or never will. */
    handlerBeganAtMs: number
    answeredAtMs: number
    serialisedAtMs: number
  }
}

/** Notes when a request passes from one stage to the next: three numbers, and nothing else. */
export const requestTimes = fastifyPlugin(
  async (app) => {
    app.decorateRequest('handlerBeganAtMs', 0)
    app.decorateRequest('answeredAtMs', 0)
    app.decorateRequest('serialisedAtMs', 0)
    app.addHook('preHandler', (request, _reply, done) => {
      request.handlerBeganAtMs = performance.now()
      done()
    })
    app.addHook('preSerialization', (request, _reply, payload, done) => {
      request.answeredAtMs = performance.now()
      done(null, payload)
    })
    app.addHook('onSend', (request, _reply, payload, done) => {
      request.serialisedAtMs = performance.now()
      done(null, payload)
    })
  },
  { name: 'request-times' },
)

/**
 * Where the time of a request went, in ms, as far as it is known: until its handler began, in the
 * handler, in writing the answer as JSON, in sending it; and of the handler's time what it waited for in
 * the store's queue, in the store, and for another service.
 */
export function timingParts(request: FastifyRequest, reply: FastifyReply): object {
  const { handlerBeganAtMs: began, answeredAtMs, serialisedAtMs, requestContext } = request
  const { queue, store, upstream } = requestContext.spentMs
  const endedAtMs = performance.now()
  const receivedAtMs = endedAtMs - reply.elapsedTime
  const answered = answeredAtMs || serialisedAtMs || endedAtMs
  const parts = {
    before_ms: began === 0 ? 0 : began - receivedAtMs,
    handler_ms: began === 0 ? 0 : answered - began,
    queue_ms: queue,
    store_ms: store,
    upstream_ms: upstream,
    serialise_ms: answeredAtMs === 0 ? 0 : serialisedAtMs - answeredAtMs,
    send_ms: serialisedAtMs === 0 ? 0 : endedAtMs - serialisedAtMs,
  }
  return Object.fromEntries(
    Object.entries(parts)
      .map(([name, ms]) => [name, Math.round(ms * 10) / 10] as const)
      .filter(([, ms]) => ms > 0),
  )
}
