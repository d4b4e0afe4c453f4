import type { Metrics } from '@promptbin/metrics'
import fastifyPlugin from 'fastify-plugin'
import { exemptFromPressure } from './pressure.ts'

/** `/metrics` in the Prometheus text format. */
export const metricsRoute = fastifyPlugin<{ readonly metrics: Metrics }>(
  async (app, { metrics }) => {
    app.get('/metrics', { config: { quiet: true, ...exemptFromPressure } }, async (_, reply) =>
      reply.type(metrics.contentType).send(await metrics.render()),
    )
  },
  { name: 'metrics-route' },
)
