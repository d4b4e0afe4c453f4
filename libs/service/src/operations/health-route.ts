import type { Health } from '@promptbin/health'
import fastifyPlugin from 'fastify-plugin'
import { exemptFromPressure } from './pressure.ts'

export interface HealthRouteOptions {
  readonly health: Health
  /** What this service says beyond its checks; must be cheap. */
  readonly details?: (() => object) | undefined
}

/**
 * `/health` as `application/health+json` (draft-inadarei-api-health-check-06) from results that
 * are already there; `overall_status` says the same in the words that people use.
 */
export const healthRoute = fastifyPlugin<HealthRouteOptions>(
  async (app, { health, details }) => {
    app.get('/health', { config: { quiet: true, ...exemptFromPressure } }, async (_, reply) => {
      const report = health.report()
      return reply
        .code(report.status === 'fail' ? 503 : 200)
        .header('cache-control', 'no-store')
        .type('application/health+json; charset=utf-8')
        .send({
          status: report.status,
          overall_status: report.overall,
          version: report.version,
          serviceId: report.service,
          state: report.state,
          uptime: report.uptimeSeconds,
          ...details?.(),
          checks: report.checks,
        })
    })
  },
  { name: 'health-route' },
)
