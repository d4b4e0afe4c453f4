import type { Health } from '@promptbin/health'
import type { Logger } from '@promptbin/logging'
import type { Metrics } from '@promptbin/metrics'
import { createServiceApp } from '@promptbin/service'
import type { FastifyInstance } from 'fastify'
import type { ErrorStream } from '../errors-stream/error-stream.ts'
import type { History } from '../history/history.ts'
import type { InstanceLog } from '../log/instance-log.ts'
import type { LogLevels } from '../log/log-levels.ts'
import type { MetricsCollector } from '../metrics/metrics-collector.ts'
import type { MetricsHistory } from '../metrics-history/metrics-history.ts'
import type { ProfileManager } from '../profiling/profile-manager.ts'
import { profileRoutes } from '../profiling/profile-routes.ts'
import { probeRoute } from '../protocol-probe/probe-route.ts'
import type { ProtocolProbe } from '../protocol-probe/protocol-probe.ts'
import type { Figures } from '../resources/figures.ts'
import type { FiguresHistory } from '../resources/history/figures-history.ts'
import type { ProcessSnapshot, ServiceControl } from '../supervision/service-control.ts'
import { healthDetails } from './health/health-details.ts'
import { errors } from './routes/errors.ts'
import { events } from './routes/events.ts'
import { figures } from './routes/figures.ts'
import { genealogy } from './routes/genealogy.ts'
import { logs } from './routes/logs.ts'
import { metricsHistory } from './routes/metrics-history.ts'
import { processes } from './routes/processes.ts'
import { services } from './routes/services.ts'
import { type StatusOptions, status } from './status/status.ts'

export interface AppOptions extends Omit<StatusOptions, 'list'> {
  readonly logger: Logger
  readonly metrics: Metrics
  /** Tells at `/metrics` what all processes count. */
  readonly collector: Pick<MetricsCollector, 'expose'>
  readonly health: Health
  /** None where it is turned off. */
  readonly probe: ProtocolProbe | undefined
  readonly history: Pick<History, 'events' | 'family'>
  readonly control: ServiceControl
  readonly profiles: ProfileManager
  readonly figures: Pick<FiguresHistory, 'read'>
  readonly errors: Pick<ErrorStream, 'groups'>
  readonly metricsHistory: Pick<MetricsHistory, 'read'>
  readonly log: Pick<InstanceLog, 'stream' | 'folder' | 'flush'>
  readonly levels: Pick<LogLevels, 'list' | 'set'>
  /** A request that takes longer is logged as a warning. 0: none. */
  readonly slowRequestMs: number
  /** What is known last of what a process uses. */
  readonly figuresOf: (processId: number) => Figures | null
  /** The supervisor in the form of a process of its own. */
  readonly self: () => ProcessSnapshot
  /** Begins to end the whole instance, in order. */
  readonly shutdown: () => void
}

/** The supervisor's own HTTP: what every service answers, and its view and control of the others. */
export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const { health, control, self, shutdown, figuresOf } = options
  const { events: log, family } = options.history
  const list = () => [self(), ...control.list()]
  const app = await createServiceApp({
    ...options,
    metrics: { ...options.metrics, expose: (accept) => options.collector.expose(accept) },
    healthDetails: () =>
      healthDetails({
        report: health.report(),
        processes: control.list(),
        rssBytes: process.memoryUsage.rss(),
      }),
  })
  const known = { list, family, figuresOf }
  await app.register(processes, known)
  await app.register(services, { ...known, control, shutdown })
  await app.register(events, { log })
  await app.register(genealogy, { family })
  await app.register(logs, options)
  await app.register(figures, { history: options.figures })
  await app.register(errors, options.errors)
  await app.register(metricsHistory, { history: options.metricsHistory, figures: options.figures })
  await app.register(status, { ...options, list: () => control.list() })
  await app.register(probeRoute, options)
  await app.register(profileRoutes, { manager: options.profiles })
  return app
}
