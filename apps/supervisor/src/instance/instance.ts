import { type Config, childEnvironment, version } from '@promptbin/config'
import { createRestartPolicy } from '@promptbin/restart'
import { makeToken } from '@promptbin/security'
import { instanceRunning, startInterrupted } from '../errors.ts'
import { createOwnService } from '../http/own-service.ts'
import { type InstanceLog, openInstanceLog } from '../log/instance-log.ts'
import { logServiceEvent } from '../log/log-service-event.ts'
import type { LogSinkOptions } from '../log/log-sink.ts'
import type { ServiceDefinition } from '../services.ts'
import {
  bindPorts,
  closeSockets,
  type InstanceSockets,
  urlOf,
  withPorts,
} from '../sockets/instance-ports.ts'
import { createRestartDecider } from '../supervision/restart-decider.ts'
import type { ServiceEvent } from '../supervision/service-event.ts'
import { ServiceGroup } from '../supervision/service-group.ts'
import type { ServiceSupervisorOptions } from '../supervision/service-supervisor.ts'
import { type DataFolder, prepareDataFolder } from './data-folder.ts'
import {
  type InstanceDescription,
  type InstanceMode,
  readInstanceFile,
  removeInstanceFile,
  writeInstanceFile,
} from './instance-file.ts'
import { acquireInstanceLock, type InstanceLock } from './instance-lock.ts'
import { type Aftermath, clearAftermath, describeAftermath } from './leftovers/aftermath.ts'
import { removeLocalKey, writeLocalKey } from './local-key.ts'

export interface InstanceOptions {
  readonly config: Config
  readonly mode: InstanceMode
  readonly services: readonly ServiceDefinition[]
  /** Gets every log line beside the file. */
  readonly echo?: LogSinkOptions['echo']
}

/** Takes back one step of the start. */
type Undo = (stopTimeoutMs: number) => void | Promise<void>

/**
 * PromptBin on one data folder, from `start` to `stop`: the lock, the log, the ports, the services
 * and the supervisor's own HTTP. What it holds is given back in reverse order, also when the start
 * fails half way.
 */
export class Instance {
  readonly #options: InstanceOptions
  /** By which the processes of this instance are known, and what they have in common. */
  readonly #key = makeToken()
  readonly #startedAt = new Date().toISOString()
  readonly #undos: Undo[] = []
  #group: ServiceGroup | undefined
  #aftermath: Aftermath | undefined
  #stopped: Promise<void> | undefined

  constructor(options: InstanceOptions) {
    this.#options = options
  }

  /** Whether a service was given up, so that only a new start can help. */
  get hasFailed(): boolean {
    return this.#group?.snapshots.some(({ state }) => state === 'failed') ?? false
  }

  /** What the instance before has left; undefined when it was stopped as it should. */
  get aftermath(): Aftermath | undefined {
    return this.#aftermath
  }

  /**
   * Settles when all services answer. Throws `PB_DATA_DIR_UNWRITABLE`, `PB_INSTANCE_RUNNING`,
   * `PB_PORT_TAKEN`, `PB_PORT_UNUSABLE`, `PB_SERVICE_FAILED`, `PB_START_INTERRUPTED`.
   */
  async start(): Promise<InstanceDescription> {
    try {
      return await this.#start()
    } catch (error) {
      await this.stop(0)
      // What this start took after a stop had already begun.
      await this.#undoAll(0)
      throw error
    }
  }

  /** Stops the services in order within the time and gives back everything. */
  stop(timeoutMs: number): Promise<void> {
    this.#stopped ??= this.#undoAll(timeoutMs)
    return this.#stopped
  }

  /** Ends everything at once, also while it is being stopped. */
  async kill(): Promise<void> {
    const stopped = this.stop(0)
    await this.#group?.kill()
    await stopped
  }

  async #start(): Promise<InstanceDescription> {
    const { config, mode, echo } = this.#options
    const folder = prepareDataFolder(config.dataDir)
    const lock = takeLock(folder)
    this.#onStop(() => lock.release())

    this.#aftermath = await clearAftermath(folder)
    const log = openInstanceLog({ folder: folder.logFolder, level: config.logging.level, echo })
    this.#onStop(() => log.close())
    this.#tellAftermath(log)
    const sockets = await bindPorts(config, mode === 'production' ? 'fail' : 'take-next')
    this.#onStop(() => closeSockets(sockets))

    return this.#startServices(folder, log, sockets)
  }

  #tellAftermath({ logger }: InstanceLog): void {
    if (this.#aftermath === undefined) return
    const { pid: previousPid, leftovers } = this.#aftermath
    const fields = { event: 'supervisor.aftermath', previous_pid: previousPid, leftovers }
    logger.warn(fields, describeAftermath(this.#aftermath))
  }

  async #startServices(
    { path, instanceFile, localKeyFile }: DataFolder,
    log: InstanceLog,
    sockets: InstanceSockets,
  ): Promise<InstanceDescription> {
    const { healthCheckIntervalMs } = this.#options.config.monitoring
    const own = createOwnService({
      logger: log.logger,
      socket: sockets.supervisor,
      url: urlOf(sockets.supervisor),
      dataFolder: path,
      healthCheckIntervalMs,
      serviceNames: this.#options.services.map(({ name }) => name),
      services: () => this.#group?.snapshots ?? [],
    })
    this.#onStop(() => own.close())
    const describe = () => {
      const description = this.#describe(sockets)
      writeInstanceFile(instanceFile, description)
      return description
    }
    const observe = (name: string, event: ServiceEvent) => {
      logServiceEvent(log.logger, name, event)
      own.observe(name, event)
      if (own.health.state === 'ready') describe()
    }
    const localKeyHash = writeLocalKey(localKeyFile)
    this.#onStop(() => removeLocalKey(localKeyFile))
    const group = new ServiceGroup(this.#serviceOptions(log, sockets, localKeyHash, observe))
    this.#group = group
    this.#onStop((timeoutMs) => {
      own.health.setState('draining')
      return group.stop(timeoutMs)
    })

    // The services first: they start while we make our own HTTP.
    await Promise.all([group.start(), own.listen()])
    own.health.setState('ready')
    await own.health.start()
    this.#onStop(() => removeInstanceFile(instanceFile))
    return describe()
  }

  #serviceOptions(
    log: InstanceLog,
    sockets: InstanceSockets,
    localKeyHash: string,
    observe: (name: string, event: ServiceEvent) => void,
  ): readonly ServiceSupervisorOptions[] {
    const { config, services } = this.#options
    const variables = {
      ...childEnvironment(withPorts(config, sockets)),
      PROMPTBIN_INSTANCE_KEY: this.#key,
    }
    const withKey = { ...variables, PROMPTBIN_LOCAL_KEY: localKeyHash }
    const policy = createRestartPolicy(config.operations)
    return services.map(({ name, entry, section }) => ({
      name,
      entry,
      variables: section === 'mcp' ? withKey : variables,
      socket: sockets[section],
      url: urlOf(sockets[section]),
      decideRestart: createRestartDecider(policy, {
        now: () => performance.now(),
        random: Math.random,
      }),
      onEvent: (event) => observe(name, event),
      onLine: (line) => log.print({ service: name, ...line }),
    }))
  }

  #describe(sockets: InstanceSockets): InstanceDescription {
    const running = this.#group?.snapshots ?? []
    return {
      pid: process.pid,
      version,
      mode: this.#options.mode,
      startedAt: this.#startedAt,
      web: { url: urlOf(sockets.web) },
      mcp: { url: `${urlOf(sockets.mcp)}/mcp` },
      supervisor: { url: urlOf(sockets.supervisor) },
      services: running.flatMap(({ service: name, pid }) =>
        pid === undefined ? [] : [{ name, pid }],
      ),
    }
  }

  #onStop(undo: Undo): void {
    this.#undos.push(undo)
    if (this.#stopped) throw startInterrupted()
  }

  async #undoAll(timeoutMs: number): Promise<void> {
    // A start that is still going on adds to the list meanwhile, then sees that it is to end.
    for (let undo = this.#undos.pop(); undo; undo = this.#undos.pop()) await undo(timeoutMs)
  }
}

/** Throws `PB_INSTANCE_RUNNING`. */
function takeLock({ lockFile, instanceFile }: DataFolder): InstanceLock {
  const lock = acquireInstanceLock(lockFile)
  if (lock) return lock
  const { pid, web } = readInstanceFile(instanceFile) ?? {}
  throw instanceRunning(pid ?? 'unknown', web?.url ?? 'just starting or stopping')
}
