import type { Metrics } from '@promptbin/metrics'
import fastifyPlugin from 'fastify-plugin'
import { exemptFromPressure } from '../operations/pressure.ts'

/** `/metrics` in Prometheus' text format, or in OpenMetrics, which has exemplars, for those who ask. */
export const metricsRoute = fastifyPlugin<{ readonly metrics: Pick<Metrics, 'expose'> }>(
  async (app, { metrics }) => {
    const config = { quiet: true, access: 'operator', ...exemptFromPressure } as const
    app.get('/metrics', { config }, async ({ headers }, reply) => {
      const { contentType, body } = await metrics.expose(headers.accept)
      return reply.header('vary', 'accept').type(contentType).send(body)
    })
  },
  { name: 'metrics-route' },
)
