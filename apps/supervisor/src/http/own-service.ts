import { version } from '@promptbin/config'
import type { DiskThresholds, Health } from '@promptbin/health'
import type { Logger } from '@promptbin/logging'
import { createMetrics } from '@promptbin/metrics'
import { type Live, measureDisk } from '@promptbin/service'
import type { FastifyInstance } from 'fastify'
import { createConsoleAccess } from '../access/console-access.ts'
import { createAuditCheck } from '../audit/audit-check.ts'
import type { AuditKeeper } from '../audit/audit-keeper.ts'
import { measureAudit } from '../audit/audit-metrics.ts'
import { createMaintenanceCheck } from '../checks/maintenance-check.ts'
import { createSupervisorHealth } from '../checks/supervisor-health.ts'
import type { ConfigurationManager } from '../configuration/configuration-manager.ts'
import type { ErrorStream } from '../errors-stream/error-stream.ts'
import { createErrorMetrics } from '../errors-stream/metrics/error-metrics.ts'
import type { History } from '../history/history.ts'
import type { InstanceLog } from '../log/instance-log.ts'
import type { LogLevels } from '../log/log-levels.ts'
import { createLogMetrics } from '../log/log-metrics.ts'
import type { Maintenance } from '../maintenance/maintenance.ts'
import { measureConfig } from '../metrics/config-metrics.ts'
import { MetricsCollector } from '../metrics/metrics-collector.ts'
import type { MetricsHistory } from '../metrics-history/metrics-history.ts'
import { createHandlers } from '../operations/handlers.ts'
import { createOperator, type Operator } from '../operations/perform-operation.ts'
import type { ProfileManager } from '../profiling/profile-manager.ts'
import { attachProbe } from '../protocol-probe/attach-probe.ts'
import type { ProtocolProbe } from '../protocol-probe/protocol-probe.ts'
import type { Figures } from '../resources/figures.ts'
import type { FiguresHistory } from '../resources/history/figures-history.ts'
import type { ListeningSocket } from '../sockets/listening-socket.ts'
import type { ProcessSnapshot, ServiceControl } from '../supervision/service-control.ts'
import { createApp } from './app.ts'
import { healthDetails } from './health/health-details.ts'
import { createLifecycleMetrics } from './lifecycle-metrics.ts'
import type { InstanceSetup } from './status/status.ts'

export interface OwnServiceOptions extends InstanceSetup {
  readonly logger: Logger
  readonly socket: ListeningSocket
  readonly url: string
  readonly dataFolder: string
  readonly serviceNames: readonly string[]
  readonly healthCheckIntervalMs: number
  readonly history: Pick<History, 'events' | 'family' | 'folder'>
  readonly config: ConfigurationManager
  readonly control: ServiceControl
  readonly profiles: ProfileManager
  readonly figures: Pick<FiguresHistory, 'read'>
  readonly probe: ProtocolProbe
  readonly errors: ErrorStream
  readonly metricsHistory: MetricsHistory
  readonly log: InstanceLog
  readonly levels: LogLevels
  /** A request that takes longer is logged as a warning. 0: none. */
  readonly slowRequestMs: Live<number>
  /** What is known last of what a process uses. */
  readonly figuresOf: (processId: number) => Figures | null
  readonly diskThresholds: DiskThresholds
  /** Whether changes are refused just now for want of room. */
  readonly disk: { readonly isReadOnly: boolean }
  readonly maintenance: Maintenance
  /** Where acts of administration are written down. */
  readonly audit: AuditKeeper
  /** Where prompt-web is, which keeps the audit trail of the library. */
  readonly webUrl: string
  /** See `localKeyHash` of libs/config. */
  readonly localKeyHash: string
  /** Of the supervisor itself. */
  readonly processId: number
  /** Begins to end the whole instance, in order. */
  readonly shutdown: () => void
}

/** What the supervisor itself serves. */
export interface OwnService {
  readonly health: Health
  /** What all processes count. */
  readonly collector: MetricsCollector
  /** The one way to all operations. */
  readonly operator: Operator
  /** `monitoring.protocol_probe_interval` is another one. */
  probeIntervalChanged(): void
  /** Settles when it answers. */
  listen(): Promise<void>
  close(): Promise<void>
}

const service = 'supervisor'

/** Puts together health, metrics and HTTP of the supervisor. */
export function createOwnService(options: OwnServiceOptions): OwnService {
  const { socket, history, control, serviceNames } = options
  const metrics = createMetrics({ service, version })
  const list = () => control.list()
  const health = createSupervisorHealth({ ...options, service })
  options.errors.onSighting(createErrorMetrics(metrics, options.errors.groups))
  const collector = new MetricsCollector({ ...options, events: history.events, own: metrics })
  collector.onSnapshot((snapshot) => options.metricsHistory.add(snapshot))
  collector.start()
  measureConfig(metrics, options.config)
  measureDisk(metrics, options.dataFolder)
  createLogMetrics(metrics, () => options.log.figures())
  const count = createLifecycleMetrics({ metrics, serviceNames, list })
  history.events.onRecord(count)
  const probeIntervalChanged = attachProbe({ ...options, health, metrics })
  health.add(createMaintenanceCheck(options.maintenance), createAuditCheck(options.audit))
  measureAudit(metrics, options.audit)
  options.maintenance.onChange(() => void health.recheck(['maintenance:mode']))
  const self = createSelf(options, health)
  const details = () => detailsOf(health, control)
  const operator = createOperator({
    ...options,
    handlers: createHandlers({
      ...options,
      ...history,
      health,
      healthDetails: details,
      list: () => [self(), ...control.list()],
    }),
  })
  let app: FastifyInstance | undefined
  let isClosed = false
  return {
    health,
    collector,
    operator,
    probeIntervalChanged,
    async listen() {
      const config = options.takenConfig()
      const access = createConsoleAccess({
        ...options,
        config,
        stateFolder: options.history.folder.path,
      })
      const parts = { metrics, collector, health, self, operator, healthDetails: details, access }
      app = await createApp({ ...options, ...parts })
      await app.ready()
      if (isClosed) return
      const { promise, resolve } = Promise.withResolvers<void>()
      app.server.listen(socket.handle, resolve)
      await promise
    },
    async close() {
      isClosed = true
      health.stop()
      collector.stop()
      options.probe.stop()
      // Everything else has stopped already: whoever still follows us is told that it is over.
      await app?.startDrain(drainTimeoutMs)
      const closed = app?.close()
      app?.server.closeAllConnections()
      await Promise.all([closed, options.metricsHistory.close()])
    },
  }
}

/** Streams end at once; a client that does not read does not hold us up for longer. */
const drainTimeoutMs = 250

/** What `/health` says beyond the checks. */
function detailsOf(health: Health, control: Pick<ServiceControl, 'list'>): object {
  return healthDetails({
    report: health.report(),
    processes: control.list(),
    rssBytes: process.memoryUsage.rss(),
  })
}

/** The supervisor in the form of a process of its own. */
function createSelf({ url, processId }: OwnServiceOptions, health: Health): () => ProcessSnapshot {
  const startedAt = new Date().toISOString()
  return () => ({
    service,
    worker: 0,
    processId,
    pid: process.pid,
    state: health.state === 'draining' ? 'stopping' : health.state,
    url,
    startedAt,
    endedAt: undefined,
    uptimeSeconds: health.report().uptimeSeconds,
    restarts: 0,
    lastRestartReason: undefined,
    heartbeat: undefined,
  })
}
