import type { Health } from '@promptbin/health'
import type { Logger } from '@promptbin/logging'
import type { Metrics } from '@promptbin/metrics'
import { createServiceApp, forThisMachine, type Live, needing } from '@promptbin/service'
import type { FastifyInstance } from 'fastify'
import type { ConsoleAccess } from '../access/console-access.ts'
import { loginLinkRoute } from '../access/login-link-route.ts'
import { readSetUp } from '../access/set-up.ts'
import type { BackupManager } from '../backups/backup-manager.ts'
import { consoleDoor } from '../console/console-door.ts'
import type { ErrorStream } from '../errors-stream/error-stream.ts'
import type { History } from '../history/history.ts'
import type { InstanceLog } from '../log/instance-log.ts'
import type { LogLevels } from '../log/log-levels.ts'
import type { MetricsCollector } from '../metrics/metrics-collector.ts'
import type { MetricsHistory } from '../metrics-history/metrics-history.ts'
import type { Operator } from '../operations/perform-operation.ts'
import { answerBeforeLeaving } from '../operations/running/answer-before-leaving.ts'
import { processItems } from '../operations/running/processes.ts'
import type { ProfileManager } from '../profiling/profile-manager.ts'
import { profileRoutes } from '../profiling/profile-routes.ts'
import { reportRoutes } from '../report/keeping/report-routes.ts'
import type { Reports } from '../report/keeping/reports.ts'
import type { Figures } from '../resources/figures.ts'
import type { FiguresHistory } from '../resources/history/figures-history.ts'
import type { ProcessSnapshot, ServiceControl } from '../supervision/service-control.ts'
import { createCallerOf } from './operations/caller-of.ts'
import { openApiRoute } from './operations/open-api-route.ts'
import { operationRoutes } from './operations/operation-routes.ts'
import { eventStream } from './routes/event-stream.ts'
import { logStream } from './routes/log-stream.ts'
import { type StatusOptions, status } from './status/status.ts'

export interface AppOptions extends Omit<StatusOptions, 'list'> {
  readonly logger: Logger
  readonly metrics: Metrics
  /** Tells at `/metrics` what all processes count. */
  readonly collector: Pick<MetricsCollector, 'expose' | 'collect'>
  readonly health: Health
  readonly history: Pick<History, 'events' | 'family'>
  readonly control: ServiceControl
  readonly profiles: ProfileManager
  readonly reports: Pick<Reports, 'get'>
  readonly backups: Pick<BackupManager, 'state' | 'progress'>
  readonly figures: Pick<FiguresHistory, 'read'>
  readonly errors: Pick<ErrorStream, 'groups'>
  readonly metricsHistory: Pick<MetricsHistory, 'read'>
  /** What `/health` says beyond the checks. */
  readonly healthDetails: () => object
  readonly log: Pick<InstanceLog, 'stream' | 'folder' | 'flush'>
  readonly levels: Pick<LogLevels, 'list' | 'set'>
  readonly operator: Operator
  /** Who may ask. */
  readonly access: ConsoleAccess
  /** Of the console. */
  readonly url: string
  /** Of prompt-web. */
  readonly webUrl: string
  /** See `localKeyHash` of libs/config. */
  readonly localKeyHash: string
  /** A request that takes longer is logged as a warning. 0: none. */
  readonly slowRequestMs: Live<number>
  /** How late the event loop may be before requests are turned away. 0: any. */
  readonly maxLoopDelayMs: number
  /** What is known last of what a process uses. */
  readonly figuresOf: (processId: number) => Figures | null
  /** The supervisor in the form of a process of its own. */
  readonly self: () => ProcessSnapshot
}

/** The supervisor's own HTTP: what every service answers, and its view and control of the others. */
export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const { control, history, self } = options
  const callerOf = createCallerOf(options)
  const { access } = options
  const app = await createServiceApp({
    ...options,
    authentication: access.authentication,
    allowedHosts: access.allowedHosts,
    trustedProxies: access.trustedProxies,
    isObserved: true,
    metrics: { ...options.metrics, expose: (accept) => options.collector.expose(accept) },
  })
  const list = () => [self(), ...control.list()]
  const processes = () => processItems({ ...options, ...history, list })
  app.addHook('onRoute', needing('admin'))
  await app.register(operationRoutes, {
    operator: answerBeforeLeaving(options.operator, { ...history, processes }),
    callerOf,
    additions: {
      list_events: { stream: eventStream(app, options.history.events) },
      // How it is set up would help an attacker, too.
      get_config: { onRequest: forThisMachine(), config: { quiet: true } },
    },
  })
  await app.register(openApiRoute)
  await app.register(logStream, options)
  await app.register(status, { ...options, list: () => control.list() })
  await app.register(loginLinkRoute, {
    logins: access.logins,
    url: options.url,
    setUp: () => readSetUp({ ...options, config: options.takenConfig() }),
  })
  await app.register(profileRoutes, { manager: options.profiles })
  await app.register(reportRoutes, options)
  const ofConsole = { ...options, callerOf }
  await app.register(consoleDoor, ofConsole)
  return app
}
