import { makeToken } from '@promptbin/security'
import { type LiveConfig, liveThresholds } from '@promptbin/service'
import type { AuditKeeper } from '../audit/audit-keeper.ts'
import type { BackupManager } from '../backups/backup-manager.ts'
import { createBackups } from '../backups/create-backups.ts'
import { CertificateWatch } from '../checks/certificates/certificate-watch.ts'
import type { ConfigurationManager } from '../configuration/configuration-manager.ts'
import type { ReadConfiguration } from '../configuration/configuration-source.ts'
import { createConfiguration } from '../configuration/create-configuration.ts'
import { followOwnSettings } from '../configuration/own-settings.ts'
import { createReloadingControl } from '../configuration/reloading-control.ts'
import { DiagnosticManager } from '../diagnostics/diagnostic-manager.ts'
import { subjectWith } from '../diagnostics/subject.ts'
import { ErrorStream } from '../errors-stream/error-stream.ts'
import type { History } from '../history/history.ts'
import { createOwnService, type OwnService } from '../http/own-service.ts'
import { LogLevels } from '../log/log-levels.ts'
import type { ShippedLog } from '../log-shipping/ship-log.ts'
import { Maintenance } from '../maintenance/maintenance.ts'
import { MetricsHistory } from '../metrics-history/metrics-history.ts'
import { ProfileManager } from '../profiling/profile-manager.ts'
import { createProtocolProbe } from '../protocol-probe/create-protocol-probe.ts'
import type { ProtocolProbe } from '../protocol-probe/protocol-probe.ts'
import { Reports } from '../report/keeping/reports.ts'
import { Resources } from '../resources/resources.ts'
import type { ServiceDefinition } from '../services.ts'
import { lendExtraSockets } from '../sockets/extra-sockets.ts'
import { type InstanceSockets, urlOf, wantedPort, withPorts } from '../sockets/instance-ports.ts'
import { replaceDefective } from '../supervision/replace-defective.ts'
import type { ServiceControl } from '../supervision/service-control.ts'
import type { ServiceGroup } from '../supervision/service-group.ts'
import type { DataFolder } from './data-folder.ts'
import type { InstanceMode } from './instance-file.ts'
import { createInstanceServices } from './instance-services.ts'
import { createLibraryKeepers, type LibraryKeepers } from './library-keepers.ts'

export interface InstancePartsOptions {
  readonly folder: DataFolder
  readonly log: ShippedLog
  readonly history: History
  readonly sockets: InstanceSockets
  /** The supervisor's own, in the history. */
  readonly processId: number
  readonly mode: InstanceMode
  readonly services: readonly ServiceDefinition[]
  /** What the supervisor goes by. */
  readonly config: LiveConfig
  readonly readConfig: ReadConfiguration
  readonly localKeyHash: string
  /** Where acts of administration are written down. */
  readonly audit: AuditKeeper
  readonly shutdown: (defect?: string) => void
}

/** What runs in an instance; nothing of it is started yet. */
export interface InstanceParts extends LibraryKeepers {
  readonly group: ServiceGroup
  /** What commands and the API may do to the services: with the configuration as it is then. */
  readonly control: ServiceControl
  readonly own: OwnService
  readonly resources: Resources
  readonly errors: ErrorStream
  readonly configuration: ConfigurationManager
  readonly backups: BackupManager
  readonly certificates: CertificateWatch
  closeExtraSockets(): void
}

/** Puts together what runs in an instance over what it holds. */
export function createInstanceParts(options: InstancePartsOptions): InstanceParts {
  const { config, folder, log, services, sockets } = options
  const { logger } = log
  const instanceKey = makeToken()
  const group = createInstanceServices({
    ...options,
    instanceKey,
    stateFolder: folder.stateFolder,
    figuresOf: (processId) => resources.figuresOf(processId),
    print: (service, line) => log.print({ service, ...line }),
  })
  replaceDefective({ control: group })
  const levels = createLogLevels(group, options)
  const backups = createBackups(options)
  const serviceNames = services.map(({ name }) => name)
  const configuration = createConfiguration({ ...options, control: group, levels, backups })
  const control = createReloadingControl({ control: group, configuration, serviceNames })
  const webUrl = urlOf(sockets.web)
  const library = { ...options, logger, control, backups, webUrl, instanceKey }
  const keepers = createLibraryKeepers(library)
  const observers = createObservers(group, control, options)
  const { resources, errors, metricsHistory, certificates } = observers
  const own = createOwnService({
    ...options,
    config: configuration,
    instanceKey,
    takenConfig: () => withPorts(config.current, sockets),
    ...observers,
    levels,
    slowRequestMs: () => config.current.logging.slowRequestMs,
    maxLoopDelayMs: config.current.operations.maxLoopDelayMs,
    logger,
    control,
    reports: new Reports(folder),
    diagnostics: createDiagnostics(options),
    maintenance: new Maintenance({ folder: options.history.folder, control: group, logger }),
    backups,
    ...keepers,
    webUrl,
    probe: createProbe(control, options),
    figures: resources.history,
    figuresOf: (processId) => resources.figuresOf(processId),
    diskThresholds: liveThresholds(config),
    disk: resources.disk,
    socket: sockets.supervisor,
    url: urlOf(sockets.supervisor),
    dataFolder: folder.path,
    healthCheckIntervalMs: config.current.monitoring.healthCheckIntervalMs,
    serviceNames,
  })
  followOwnSettings(config, { log, own, metricsHistory, resources })
  return {
    configuration,
    backups,
    ...keepers,
    group,
    control,
    own,
    resources,
    errors,
    certificates,
    closeExtraSockets: lendShareSocket(group, options),
  }
}

/** What looks at the processes and remembers what was seen. */
function createObservers(
  group: ServiceGroup,
  control: ServiceControl,
  options: InstancePartsOptions,
) {
  const profiles = createProfiles(control, options)
  const resources = createResources(group, profiles, options)
  const errors = createErrorStream(options)
  const metricsHistory = createMetricsHistory(resources, options)
  const certificates = new CertificateWatch(options)
  return { profiles, resources, errors, metricsHistory, certificates }
}

function createProfiles(
  control: ServiceControl,
  { config, folder, history }: InstancePartsOptions,
): ProfileManager {
  return new ProfileManager({
    isEnabled: () => config.current.monitoring.enableProfiling,
    stateFolder: folder.stateFolder,
    control,
    events: history.events,
  })
}

function createProbe(
  control: ServiceControl,
  { config, folder, sockets }: InstancePartsOptions,
): ProtocolProbe {
  return createProtocolProbe({
    config,
    control,
    mcpUrl: `${urlOf(sockets.mcp)}/mcp`,
    localKeyFile: folder.localKeyFile,
  })
}

function createLogLevels(
  control: ServiceControl,
  { config, log, services }: InstancePartsOptions,
): LogLevels {
  return new LogLevels({
    control,
    logger: log.logger,
    serviceNames: services.map(({ name }) => name),
    configured: () => config.current.logging.level,
  })
}

function createDiagnostics({
  config,
  readConfig,
  folder,
}: InstancePartsOptions): DiagnosticManager {
  return new DiagnosticManager({
    stateFolder: folder.stateFolder,
    subject: () => subjectWith(config.current, readConfig),
  })
}

function createMetricsHistory(
  { disk }: Resources,
  { config, folder, log }: InstancePartsOptions,
): MetricsHistory {
  return new MetricsHistory({
    folder: folder.stateFolder,
    retentionMs: config.current.monitoring.metricsRetentionMs,
    log: log.logger,
    isWritable: () => !disk.isReadOnly,
  })
}

/** Fed with the log from now on. */
function createErrorStream({ history, log, mode }: InstancePartsOptions): ErrorStream {
  const errors = new ErrorStream({
    folder: history.folder,
    record: (fact) => void history.events.record(fact),
    keepsStacks: mode === 'development',
  })
  // What a request was answered with is told of at the error itself, and they are very many.
  log.stream.onLine((line) => errors.see(line), { requests: false })
  errors.start()
  return errors
}

function createResources(
  group: ServiceGroup,
  profiles: ProfileManager,
  options: InstancePartsOptions,
): Resources {
  const { config, folder, history, log, services } = options
  const { path: dataFolder, stateFolder } = folder
  const sectionOf = new Map<string, ServiceDefinition['section']>(
    services.map(({ name, section }) => [name, section]),
  )
  return new Resources({
    ...options,
    softLimitOf: (service) => {
      const section = sectionOf.get(service)
      return section && config.current[section].maxMemoryBytes
    },
    leniencyFor: (processId) => profiles.leniencyFor(processId),
    control: group,
    dataFolder,
    stateFolder,
    record: (fact) => void history.events.record(fact),
    logger: log.logger,
  })
}

/** The door for links is prompt-web's, in as many processes as it has. */
function lendShareSocket(control: ServiceControl, options: InstancePartsOptions): () => void {
  const share = { service: 'prompt-web', port: wantedPort(options.config.current, 'share') }
  return lendExtraSockets({ control, sockets: { share } })
}
