import type { Health } from '@promptbin/health'
import type { FastifyRequest } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { exemptFromPressure } from '../operations/pressure.ts'
import { isOperator } from './same-machine.ts'

export interface HealthRouteOptions {
  readonly health: Health
  /** What this service says beyond its checks; must be cheap. */
  readonly details?: (() => object) | undefined
  /** Who is told more than the status; see `isOperator` unless told. */
  readonly mayReadDetails?: ((request: FastifyRequest) => boolean) | undefined
}

/**
 * `/health` as `application/health+json` (draft-inadarei-api-health-check-06) from results that
 * are already there; `overall_status` says the same in the words that people use, and `reason` why.
 * What is wrong with a service helps an attacker too, so others are told the status only.
 */
export const healthRoute = fastifyPlugin<HealthRouteOptions>(
  async (app, { health, details, mayReadDetails = isOperator }) => {
    app.get(
      '/health',
      { config: { quiet: true, access: 'anybody', ...exemptFromPressure } },
      async (request, reply) => {
        const report = health.report()
        const { status, overall: overall_status } = report
        const told = mayReadDetails(request) && {
          reason: report.reason,
          version: report.version,
          serviceId: report.service,
          state: report.state,
          uptime: report.uptimeSeconds,
          ...details?.(),
          checks: report.checks,
          changes: report.changes,
        }
        return reply
          .code(status === 'fail' ? 503 : 200)
          .header('cache-control', 'no-store')
          .type('application/health+json; charset=utf-8')
          .send({ status, overall_status, ...told })
      },
    )
  },
  { name: 'health-route' },
)
