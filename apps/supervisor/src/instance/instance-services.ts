import { type Config, childEnvironment } from '@promptbin/config'
import { createRestartPolicy, RestartManager } from '@promptbin/restart'
import type { LiveConfig } from '@promptbin/service'
import { createOomQuestion, type OomQuestion } from '../control-group/oom-kills.ts'
import type { History } from '../history/history.ts'
import type { Figures } from '../resources/figures.ts'
import { heapArguments } from '../resources/limits/heap-arguments.ts'
import { heapSnapshotFolder } from '../resources/limits/heap-snapshots.ts'
import type { ServiceDefinition } from '../services.ts'
import { type InstanceSockets, urlOf, withPorts } from '../sockets/instance-ports.ts'
import type { OutputLine, ServicePoolOptions } from '../supervision/pool/pool-options.ts'
import { ServiceGroup } from '../supervision/service-group.ts'
import type { InstanceMode } from './instance-file.ts'

export interface InstanceServicesOptions {
  readonly services: readonly ServiceDefinition[]
  readonly config: Pick<LiveConfig, 'current'>
  readonly mode: InstanceMode
  readonly sockets: InstanceSockets
  readonly history: History
  /** The process of the supervisor itself. */
  readonly processId: number
  /** See `instanceKey` and `localKeyHash` of libs/config. */
  readonly instanceKey: string
  readonly localKeyHash: string
  readonly stateFolder: string
  /** What is known last of what a process uses. */
  readonly figuresOf: (processId: number) => Figures | null
  readonly print: (service: string, line: OutputLine) => Promise<void> | undefined
}

/** Puts together the services of an instance; none is started yet. */
export function createInstanceServices(options: InstanceServicesOptions): ServiceGroup {
  // One for all, as the kernel counts what it has killed for all of them together.
  const wasOomKilled = createOomQuestion()
  return new ServiceGroup(
    options.services.map((service) => poolOptions(service, options, wasOomKilled)),
  )
}

function poolOptions(
  { name, entry, section, needs, probes, limit, semiSpaceMebibytes }: ServiceDefinition,
  options: InstanceServicesOptions,
  wasOomKilled: OomQuestion,
): Omit<ServicePoolOptions, 'onMessage'> {
  const { config, mode, sockets, history, instanceKey, localKeyHash, print } = options
  const { memory, events } = history
  const chance = {
    // Asked for at each failure.
    get policy() {
      const { maxRestartAttempts, restartPauseMs: pauseMs } = config.current.operations
      return createRestartPolicy({ maxRestartAttempts, pauseMs })
    },
    now: () => performance.timeOrigin + performance.now(),
    random: Math.random,
  }
  const restarts = RestartManager.from(memory.of(name).restartManager, chance)
  return {
    name,
    socket: sockets[section],
    url: urlOf(sockets[section]),
    workers: config.current[section].workers,
    spares: () => sparesOf(config.current.supervisor.spares, mode),
    // Asked for at each scaling: the configuration may be another one by then.
    limit: () => limit(config.current),
    needs,
    probes,
    drainTimeoutMs: () => config.current.operations.gracefulShutdownTimeoutMs,
    prepareLaunch: () => ({
      entry,
      variables: {
        ...childEnvironment(withPorts(config.current, sockets)),
        PROMPTBIN_INSTANCE_KEY: instanceKey,
        PROMPTBIN_LOCAL_KEY: localKeyHash,
      },
      nodeOptions: heapArguments(config.current[section].maxMemoryBytes, {
        semiSpaceMebibytes,
        ...(config.current.monitoring.enableProfiling && {
          snapshotFolder: heapSnapshotFolder(options.stateFolder),
        }),
      }),
    }),
    restarts,
    memory: memory.of(name),
    // Each decision changes both, so that one of them can be remembered with the other.
    remember: (change) => memory.remember(name, { ...change, restartManager: restarts.toJSON() }),
    nextProcessId: () => memory.nextProcessId(),
    parent: options.processId,
    record: (fact) => void events.record(fact),
    figuresOf: options.figuresOf,
    wasOomKilled,
    onLine: (line) => print(name, line),
  }
}

/** A spare costs the memory of a worker: worth it where others rely on the service. */
function sparesOf(spares: Config['supervisor']['spares'], mode: InstanceMode): number {
  if (spares !== 'auto') return spares
  return mode === 'production' ? 1 : 0
}
