import { runWithRequestId } from '@promptbin/logging'
import { routeLabel } from '@promptbin/metrics'
import type { FastifyReply, FastifyRequest } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { isQuiet } from './traffic.ts'
import { whenAnswered } from './when-answered.ts'

/** One line a request, when its answer is complete or its client is gone. */
export const requestLog = fastifyPlugin(
  async (app) => {
    app.addHook('onRequest', async (request, reply) => {
      whenAnswered(reply, (isComplete) =>
        runWithRequestId(request.id, () => logRequest(request, reply, isComplete)),
      )
    })
  },
  { name: 'request-log', dependencies: ['request-context', 'problem-answers', 'traffic'] },
)

function logRequest(request: FastifyRequest, reply: FastifyReply, isComplete: boolean): void {
  const line = {
    event: 'http.request',
    method: request.method,
    route: routeLabel(request.routeOptions.url),
    ...(reply.raw.headersSent && { status: reply.statusCode }),
    duration_ms: Math.round(reply.elapsedTime * 10) / 10,
    ...(request.errorCode !== '' && { error_code: request.errorCode }),
    ...(!isComplete && { aborted: true }),
  }
  if (isQuiet(request)) request.log.debug(line, 'request')
  else request.log.info(line, 'request')
}
