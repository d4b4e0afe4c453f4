import { childEnvironment, configFileOf } from '@promptbin/config'
import type { LiveConfig } from '@promptbin/service'
import type { BackupManager } from '../backups/backup-manager.ts'
import type { History } from '../history/history.ts'
import type { DataFolder } from '../instance/data-folder.ts'
import type { LogLevels } from '../log/log-levels.ts'
import type { ShippedLog } from '../log-shipping/ship-log.ts'
import type { AuditWriter } from '../operations/perform-operation.ts'
import type { ServiceDefinition } from '../services.ts'
import { type InstanceSockets, withPorts } from '../sockets/instance-ports.ts'
import type { ServiceControl } from '../supervision/service-control.ts'
import { ServiceConfigs } from './apply/service-configs.ts'
import { ConfigurationManager } from './configuration-manager.ts'
import { ConfigurationSource, type ReadConfiguration } from './configuration-source.ts'
import { GenerationStore } from './generations/generation-store.ts'

export interface CreateConfigurationOptions {
  /** What the supervisor goes by. */
  readonly config: LiveConfig
  readonly readConfig: ReadConfiguration
  readonly control: ServiceControl
  readonly services: readonly ServiceDefinition[]
  readonly sockets: InstanceSockets
  readonly folder: DataFolder
  readonly history: History
  readonly log: ShippedLog
  readonly levels: LogLevels
  readonly audit: AuditWriter
  readonly backups: Pick<BackupManager, 'beforeChange'>
}

/** What is said of all processes together. */
const whole = { service: 'supervisor', worker: null, processId: null, pid: null } as const

/** The configuration of an instance, as it is read, changed and kept. */
export function createConfiguration(options: CreateConfigurationOptions): ConfigurationManager {
  const { config: live, control, services, sockets, folder, history, levels } = options
  const { logger } = options.log
  const isStopped = (name: string) =>
    control.list().some(({ service, state }) => service === name && state === 'stopped')
  const manager: ConfigurationManager = new ConfigurationManager({
    source: new ConfigurationSource({
      read: options.readConfig,
      dataFolder: live.current.dataDir,
      file: configFileOf(live.current),
    }),
    store: new GenerationStore(folder.stateFolder),
    audit: options.audit,
    logger,
    running: () => services.map(({ name }) => name).filter((name) => !isStopped(name)),
    apply: {
      live,
      control,
      services,
      logger,
      processes: new ServiceConfigs({ control, events: history.events, logger }),
      variables: () => childEnvironment(withPorts(live.current, sockets), {}),
    },
    beforeRisk: () => options.backups.beforeChange(),
    // New processes have the level of the configuration, and so has what tells of it.
    onReplaced: (service) => levels.reset(service),
    onSettled: (changed) => {
      // What somebody has set for now yields to the file only when the file says something new.
      if (changed.includes('logging.level')) levels.reset()
      else levels.reapply()
      if (changed.length === 0) return
      const { generation } = manager
      history.events.record({ ...whole, type: 'configuration-changed', generation, keys: changed })
    },
  })
  return manager
}
