import { type Metrics, methodLabel, routeLabel, statusClassLabel } from '@promptbin/metrics'
import fastifyPlugin from 'fastify-plugin'

/** Observes how long each request took; streams that stay open say nothing about speed. */
export const requestMetrics = fastifyPlugin<{ readonly metrics: Metrics }>(
  async (app, { metrics }) => {
    app.addHook('onResponse', async (request, reply) => {
      if (request.longLived) return
      metrics.httpRequestDuration.observe(
        {
          method: methodLabel(request.method),
          route: routeLabel(request.routeOptions.url),
          status_class: statusClassLabel(reply.statusCode, reply.raw.writableFinished),
        },
        reply.elapsedTime / 1000,
      )
    })
  },
  { name: 'request-metrics', dependencies: ['traffic'] },
)
