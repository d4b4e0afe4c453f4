import { dirname } from 'node:path'
import { version } from '@promptbin/config'
import { createDiskChecks, createHealth, type DiskThresholds, type Health } from '@promptbin/health'
import type { ConfigurationManager } from '../configuration/configuration-manager.ts'
import type { History } from '../history/history.ts'
import { locateDataFolder } from '../instance/data-folder.ts'
import type { Figures } from '../resources/figures.ts'
import type { LifecycleEventType } from '../supervision/lifecycle-event.ts'
import type { ServiceControl } from '../supervision/service-control.ts'
import { openChangeMemory } from './change-memory.ts'
import { createConfigurationCheck } from './configuration-check.ts'
import { recordHealth } from './record-health.ts'
import { createServiceChecks } from './service-checks.ts'
import { createDataFolderChecks } from './system/data-folder-checks.ts'
import { createLimitChecks, type OpenDescriptors } from './system/limit-checks.ts'
import { createMachineChecks } from './system/machine-checks.ts'
import { followWorkerHealth } from './worker-health.ts'

export interface SupervisorHealthOptions {
  /** What the processes of this instance know. */
  readonly instanceKey: string
  readonly service: string
  /** Where the supervisor itself listens. */
  readonly url: string
  /** The supervisor's own process. */
  readonly processId: number
  readonly dataFolder: string
  readonly diskThresholds: DiskThresholds
  readonly disk: { readonly isReadOnly: boolean; readonly holdsLibrary?: boolean }
  readonly serviceNames: readonly string[]
  readonly healthCheckIntervalMs: number
  readonly config: Pick<ConfigurationManager, 'fault' | 'isTrying' | 'onFault'>
  readonly history: Pick<History, 'events' | 'folder'>
  readonly control: Pick<ServiceControl, 'list' | 'onMessage'>
  readonly figuresOf: (processId: number) => Figures | null
}

/**
 * The health of the whole instance: its services, its data folder and the machine under it. Checks
 * run on a timer; those of services also when something happened to one. What changed is remembered
 * over restarts. More checks are added with `Health.add`.
 */
export function createSupervisorHealth(options: SupervisorHealthOptions): Health {
  const { service, control, history, serviceNames, healthCheckIntervalMs: intervalMs } = options
  const memory = openChangeMemory(history.folder)
  const workerHealth = followWorkerHealth({
    control,
    onChange: (name) => recheck([`${name}:health`]),
  })
  const serviceChecks = createServiceChecks({
    serviceNames,
    list: () => control.list(),
    workerHealth,
    instanceKey: options.instanceKey,
  })
  const diskChecks = createDiskChecks({
    folder: options.dataFolder,
    thresholds: options.diskThresholds,
    isReadOnly: () => options.disk.isReadOnly,
    holdsLibrary: options.disk.holdsLibrary ?? true,
  })
  const health = createHealth({
    service,
    version,
    intervalMs,
    earlierChanges: memory.value,
    checks: [
      ...serviceChecks,
      ...diskChecks,
      ...createDataFolderChecks(options.dataFolder, writtenFolders(options.dataFolder)),
      ...createMachineChecks(options),
      ...createLimitChecks({ openDescriptors: () => listDescriptors(options) }),
      createConfigurationCheck({ ...options, events: history.events }),
    ],
  })
  health.onChange(() => memory.write(health.report().changes))
  recordHealth(health, history.events)
  const ofServices = serviceChecks.map(({ name }) => name)
  const ofDisk = diskChecks.map(({ name }) => name)
  options.config.onFault(() => recheck(['configuration:reload']))
  history.events.onRecord(({ type }) => {
    if (tellsOfNoProcess.has(type)) return
    if (type === 'limit') recheck(ofDisk)
    else if (type === 'reload-finished') recheck([...ofServices, 'configuration:reload'])
    else recheck(ofServices)
  })

  function recheck(names: readonly string[]): void {
    if (health.state === 'ready') void health.recheck(names)
  }
  return health
}

/** After these records every service is as it was. */
const tellsOfNoProcess: ReadonlySet<LifecycleEventType> = new Set([
  'error-group',
  'profiled',
  'backup-made',
  'backup-failed',
  'library-checked',
  'library-recovered',
  'health-changed',
  'configuration-changed',
])

/** Where the supervisor writes all the time. */
function writtenFolders(path: string): readonly string[] {
  const { logFolder, stateFolder, instanceFile } = locateDataFolder(path)
  return [logFolder, stateFolder, dirname(instanceFile)]
}

function listDescriptors({
  service,
  processId,
  control,
  figuresOf,
}: SupervisorHealthOptions): readonly OpenDescriptors[] {
  const own = { service, processId, pid: process.pid }
  return [own, ...control.list()].flatMap(({ service: name, processId: id, pid }) => {
    const descriptors = figuresOf(id)?.descriptors ?? null
    return pid === undefined || descriptors === null ? [] : [{ service: name, pid, descriptors }]
  })
}
