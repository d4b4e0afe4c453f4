import { runWithRequestId } from '@promptbin/logging'
import { routeLabel } from '@promptbin/metrics'
import type { FastifyReply, FastifyRequest } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { isQuiet } from './traffic.ts'

/** One line a request, when its answer is complete or its client is gone. */
export const requestLog = fastifyPlugin(
  async (app) => {
    app.addHook('onResponse', async (request, reply) => {
      // The end of an answer is an event of the connection, outside of the request's context.
      runWithRequestId(request.id, () => logRequest(request, reply))
    })
  },
  { name: 'request-log', dependencies: ['request-context', 'problem-answers', 'traffic'] },
)

function logRequest(request: FastifyRequest, reply: FastifyReply): void {
  const line = {
    event: 'http.request',
    method: request.method,
    route: routeLabel(request.routeOptions.url),
    status: reply.statusCode,
    duration_ms: Math.round(reply.elapsedTime * 10) / 10,
    ...(request.errorCode !== '' && { error_code: request.errorCode }),
    ...(!reply.raw.writableFinished && { aborted: true }),
  }
  if (isQuiet(request)) request.log.debug(line, 'request')
  else request.log.info(line, 'request')
}
