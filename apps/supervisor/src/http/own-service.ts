import { version } from '@promptbin/config'
import type { DiskThresholds, Health } from '@promptbin/health'
import type { Logger } from '@promptbin/logging'
import { createMetrics, type Metrics } from '@promptbin/metrics'
import { type Live, measureBreakers, measureDisk, observeProcess } from '@promptbin/service'
import type { FastifyInstance } from 'fastify'
import { setUpNotice } from '../access/set-up.ts'
import { createAuditCheck } from '../audit/audit-check.ts'
import type { AuditKeeper } from '../audit/audit-keeper.ts'
import { measureAudit } from '../audit/audit-metrics.ts'
import { attachBackups } from '../backups/attach-backups.ts'
import type { BackupManager } from '../backups/backup-manager.ts'
import { secondPlaceBreaker } from '../backups/second-place/second-place-guard.ts'
import { attachCertificates } from '../checks/certificates/attach-certificates.ts'
import type { CertificateWatch } from '../checks/certificates/certificate-watch.ts'
import { createMaintenanceCheck } from '../checks/maintenance-check.ts'
import { createSupervisorHealth } from '../checks/supervisor-health.ts'
import type { ConfigurationManager } from '../configuration/configuration-manager.ts'
import { followOwnDefects } from '../defects/follow-own-defects.ts'
import type { DiagnosticManager } from '../diagnostics/diagnostic-manager.ts'
import type { ErrorStream } from '../errors-stream/error-stream.ts'
import { createErrorMetrics } from '../errors-stream/metrics/error-metrics.ts'
import type { History } from '../history/history.ts'
import type { LibraryKeepers } from '../instance/library-keepers.ts'
import { attachIntegrity } from '../integrity/attach-integrity.ts'
import type { LogLevels } from '../log/log-levels.ts'
import { createLogMetrics } from '../log/log-metrics.ts'
import type { ShippedLog } from '../log-shipping/ship-log.ts'
import {
  createShippingCheck,
  shippingBreaker,
  shippingState,
} from '../log-shipping/shipping-breaker.ts'
import type { Maintenance } from '../maintenance/maintenance.ts'
import { measureConfig } from '../metrics/config-metrics.ts'
import { MetricsCollector } from '../metrics/metrics-collector.ts'
import type { MetricsHistory } from '../metrics-history/metrics-history.ts'
import type { ProfileManager } from '../profiling/profile-manager.ts'
import { attachProbe } from '../protocol-probe/attach-probe.ts'
import type { ProtocolProbe } from '../protocol-probe/protocol-probe.ts'
import type { Reports } from '../report/keeping/reports.ts'
import type { Figures } from '../resources/figures.ts'
import type { FiguresHistory } from '../resources/history/figures-history.ts'
import type { ListeningSocket } from '../sockets/listening-socket.ts'
import type { ProcessSnapshot, ServiceControl } from '../supervision/service-control.ts'
import { attachWebhooks } from '../webhooks/attach-webhooks.ts'
import { createFrontDoor } from './front-door.ts'
import { healthDetails } from './health/health-details.ts'
import { libraryBreakerState } from './library/ask-library.ts'
import { createLifecycleMetrics } from './lifecycle-metrics.ts'
import type { InstanceSetup } from './status/status.ts'

export interface OwnServiceOptions extends InstanceSetup, LibraryKeepers {
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
  readonly reports: Reports
  readonly diagnostics: DiagnosticManager
  readonly figures: Pick<FiguresHistory, 'read'>
  readonly probe: ProtocolProbe
  readonly certificates: CertificateWatch
  readonly errors: ErrorStream
  readonly metricsHistory: MetricsHistory
  readonly log: ShippedLog
  readonly levels: LogLevels
  /** A request that takes longer is logged as a warning. 0: none. */
  readonly slowRequestMs: Live<number>
  /** How late the event loop may be before requests are turned away. 0: any. */
  readonly maxLoopDelayMs: number
  /** What is known last of what a process uses. */
  readonly figuresOf: (processId: number) => Figures | null
  readonly diskThresholds: DiskThresholds
  /** Whether changes are refused just now for want of room. */
  readonly disk: { readonly isReadOnly: boolean }
  readonly maintenance: Maintenance
  readonly backups: BackupManager
  /** Where acts of administration are written down. */
  readonly audit: AuditKeeper
  /** Where prompt-web is, which keeps the audit trail of the library. */
  readonly webUrl: string
  /** See `localKeyHash` of libs/config. */
  readonly localKeyHash: string
  /** Of the supervisor itself. */
  readonly processId: number
  /** Begins to end the whole instance, in order. */
  readonly shutdown: (defect?: string) => void
}

/** What the supervisor itself serves. */
export interface OwnService {
  readonly health: Health
  /** What all processes count. */
  readonly collector: MetricsCollector
  /** `monitoring.protocol_probe_interval` is another one. */
  probeIntervalChanged(): void
  /** How the first account is made, for people; undefined where there is nothing to do. */
  setUpNotice(): Promise<string | undefined>
  /** Settles when connections are taken. What answers them is loaded when the first says something. */
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
  observeProcess({ ...options, health, metrics })
  createLogMetrics(metrics, () => options.log.figures())
  const count = createLifecycleMetrics({ metrics, serviceNames, list })
  history.events.onRecord(count)
  const probeIntervalChanged = attachProbe({ ...options, health, metrics })
  attachParts({ ...options, health, metrics })
  const forgetDefects = followOwnDefects({ ...options, health })
  options.maintenance.onChange(() => void health.recheck(['maintenance:mode']))
  const self = createSelf(options, health)
  const details = () => detailsOf(health, control, options.backups)
  const parts = { metrics, collector, health, self, healthDetails: details }
  let app: Promise<FastifyInstance> | undefined
  const door = createFrontDoor({
    open: async () => {
      app = import('./open-app.ts').then(({ openApp }) => openApp({ ...options, ...parts }))
      return (await app).server
    },
    onFailure: (err) => options.logger.error({ event: 'supervisor.not_open', err }, notOpen),
  })
  return {
    health,
    collector,
    probeIntervalChanged,
    setUpNotice: () => setUpNotice({ ...options, config: options.takenConfig() }),
    listen: () => door.listen(socket.handle),
    async close() {
      forgetDefects()
      health.stop()
      collector.stop()
      options.probe.stop()
      options.diagnostics.stop()
      // Everything else has stopped already: whoever still follows us is told that it is over.
      const opened = await app?.catch(() => undefined)
      await opened?.startDrain(drainTimeoutMs)
      const closed = opened?.close()
      opened?.server.closeAllConnections()
      door.close()
      await Promise.all([closed, options.metricsHistory.close()])
    },
  }
}

/** Most likely its files were replaced by those of another version while it ran. */
const notOpen = 'the administration cannot be loaded; SIGTERM stops PromptBin, and a start mends it'

/** Has what keeps something safe, or tells of it, checked and measured. */
function attachParts(
  options: OwnServiceOptions & { readonly health: Health; readonly metrics: Metrics },
): void {
  const { health, metrics, maintenance, audit, webhooks, log, backups } = options
  const shipping = createShippingCheck(() => log.sinks())
  health.add(createMaintenanceCheck(maintenance), createAuditCheck(audit), shipping)
  measureAudit(metrics, audit)
  attachBackups(options)
  attachIntegrity(options)
  attachWebhooks(options)
  attachCertificates(options)
  measureBreakers(metrics, () => ({
    library: libraryBreakerState(),
    webhooks: webhooks.figures.breaker,
    [shippingBreaker]: shippingState(log.sinks()),
    [secondPlaceBreaker]: backups.secondPlace.state,
  }))
}

/** Streams end at once; a client that does not read does not hold us up for longer. */
const drainTimeoutMs = 250

/** What `/health` says beyond the checks. */
function detailsOf(
  health: Health,
  control: Pick<ServiceControl, 'list'>,
  backups: Pick<BackupManager, 'state'>,
): object {
  return healthDetails({
    report: health.report(),
    processes: control.list(),
    lastBackup: backups.state.last?.at ?? null,
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
