import { type Logger, runInRequest } from '@promptbin/logging'
import { routeLabel } from '@promptbin/metrics'
import type { FastifyReply, FastifyRequest } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { isQuiet } from './traffic.ts'
import { whenAnswered } from './when-answered.ts'

/** One line a request, when its answer is complete or its client is gone. */
export const requestLog = fastifyPlugin<{ readonly logger: Logger }>(
  async (app, { logger }) => {
    app.addHook('onRequest', (request, reply, done) => {
      whenAnswered(reply, (isComplete) => {
        const level = isQuiet(request) || isRoutine(request, reply, isComplete) ? 'debug' : 'info'
        if (!logger.isLevelEnabled(level)) return
        runInRequest(request.requestContext, () => logRequest(level, request, reply, isComplete))
      })
      done()
    })
  },
  { name: 'request-log', dependencies: ['request-context', 'problem-answers', 'traffic'] },
)

/** Whether it is one of very many and there is nothing to say about it. */
const isRoutine = (
  { frequent }: FastifyRequest,
  { statusCode }: FastifyReply,
  isComplete: boolean,
) => frequent && isComplete && statusCode < 400

function logRequest(
  level: 'debug' | 'info',
  request: FastifyRequest,
  reply: FastifyReply,
  isComplete: boolean,
): void {
  const line = {
    event: 'http.request',
    method: request.method,
    route: routeLabel(request.routeOptions.url),
    ...(reply.raw.headersSent && { status: reply.statusCode }),
    duration_ms: Math.round(reply.elapsedTime * 10) / 10,
    ...(request.errorCode !== '' && { error_code: request.errorCode }),
    ...(!isComplete && { aborted: true }),
  }
  request.log[level](line, 'request')
}
