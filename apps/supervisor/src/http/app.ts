import type { Health } from '@promptbin/health'
import type { Logger } from '@promptbin/logging'
import type { Metrics } from '@promptbin/metrics'
import { createServiceApp } from '@promptbin/service'
import type { FastifyInstance } from 'fastify'
import type { ServiceSnapshot } from '../supervision/service-event.ts'
import { healthDetails } from './health-details.ts'
import { processes } from './processes.ts'

export interface AppOptions {
  readonly logger: Logger
  readonly metrics: Metrics
  readonly health: Health
  /** The supervisor in the form of a service. */
  readonly self: () => ServiceSnapshot
  readonly services: () => readonly ServiceSnapshot[]
}

/** The supervisor's own HTTP: what every service answers, and its view of the others. */
export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const { health, self, services } = options
  const app = await createServiceApp({
    ...options,
    healthDetails: () =>
      healthDetails({
        report: health.report(),
        services: services(),
        rssBytes: process.memoryUsage.rss(),
      }),
  })
  await app.register(processes, { list: () => [self(), ...services()] })
  return app
}
