import {
  type Logger,
  logRequest,
  type RequestOutcome,
  requestFields,
  runInRequest,
} from '@promptbin/logging'
import { type Metrics, routeLabel } from '@promptbin/metrics'
import type { FastifyReply, FastifyRequest } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { type Live, valueNow } from '../live/live-value.ts'
import { timingParts } from './request-times.ts'
import { slowRequestCounter } from './slow-requests.ts'
import { isOwn, isQuiet } from './traffic.ts'
import { whenAnswered } from './when-answered.ts'

export interface RequestLogOptions {
  readonly logger: Logger
  readonly metrics: Metrics
  /** A request that takes longer is a warning, with where its time went. 0: none. */
  readonly slowRequestMs: Live<number>
}

/** One line a request, when its answer is complete or its client is gone. */
export const requestLog = fastifyPlugin<RequestLogOptions>(
  async (app, { logger, metrics, slowRequestMs }) => {
    const slow = slowRequestCounter(metrics)
    const isSlow = (request: FastifyRequest, reply: FastifyReply) => {
      const limitMs = valueNow(slowRequestMs)
      return limitMs > 0 && reply.elapsedTime >= limitMs && !request.longLived
    }

    app.addHook('onRequest', (request, reply, done) => {
      whenAnswered(reply, (isComplete) => {
        if (isSlow(request, reply) && !isOwn(request)) {
          slow.inc({ route: routeLabel(request.routeOptions.url) })
          runInRequest(request.requestContext, () => logSlowRequest(request, reply, isComplete))
          return
        }
        const level = isQuiet(request) || isRoutine(request, reply, isComplete) ? 'debug' : 'info'
        if (!logger.isLevelEnabled(level)) return
        logRequest(logger, level, request.requestContext, outcomeOf(request, reply, isComplete))
      })
      done()
    })
  },
  {
    name: 'request-log',
    dependencies: ['request-context', 'problem-answers', 'traffic', 'request-times'],
  },
)

/** Whether it is one of very many and there is nothing to say about it. */
const isRoutine = (
  { frequent }: FastifyRequest,
  { statusCode }: FastifyReply,
  isComplete: boolean,
) => frequent && isComplete && statusCode < 400

function logSlowRequest(request: FastifyRequest, reply: FastifyReply, isComplete: boolean): void {
  const fields = requestFields(outcomeOf(request, reply, isComplete))
  request.log.warn({ ...fields, slow: true, ...timingParts(request, reply) }, 'a slow request')
}

function outcomeOf(
  request: FastifyRequest,
  reply: FastifyReply,
  isComplete: boolean,
): RequestOutcome {
  return {
    method: request.method,
    route: routeLabel(request.routeOptions.url),
    status: reply.raw.headersSent ? reply.statusCode : undefined,
    durationMs: reply.elapsedTime,
    errorCode: request.errorCode,
    isAborted: !isComplete,
  }
}
