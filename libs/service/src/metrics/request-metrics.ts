import { type Metrics, methodLabel, routeLabel, statusClassLabel } from '@promptbin/metrics'
import fastifyPlugin from 'fastify-plugin'
import { isOwn } from '../request/traffic.ts'
import { whenAnswered } from '../request/when-answered.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** What this process counts. */
    metrics: Metrics
  }
}

/** Observes how long each request took; streams that stay open say nothing about speed. */
export const requestMetrics = fastifyPlugin<{ readonly metrics: Metrics }>(
  async (app, { metrics }) => {
    app.decorate('metrics', metrics)
    metrics.addInFlight(() => app.traffic.activeRequests)
    app.addHook('onRequest', (request, reply, done) => {
      whenAnswered(reply, (isComplete) => {
        if (request.longLived || isOwn(request)) return
        metrics.httpRequestDuration.observe(
          {
            method: methodLabel(request.method),
            route: routeLabel(request.routeOptions.url),
            status_class: statusClassLabel(reply.statusCode, isComplete),
          },
          reply.elapsedTime / 1000,
          request.requestContext.traceId,
        )
      })
      done()
    })
  },
  { name: 'request-metrics', dependencies: ['request-context', 'traffic'] },
)
