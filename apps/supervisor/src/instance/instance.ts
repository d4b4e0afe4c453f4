import { type Config, version } from '@promptbin/config'
import { PromptBinError } from '@promptbin/errors'
import type { Asker } from '@promptbin/security'
import { giveBackMemory, LiveConfig } from '@promptbin/service'
import type { AuditKeeper } from '../audit/audit-keeper.ts'
import type { NoteLifecycle } from '../audit/lifecycle-acts.ts'
import { openAudit } from '../audit/open-audit.ts'
import { type ReadConfiguration, unchanging } from '../configuration/configuration-source.ts'
import { startInterrupted } from '../errors.ts'
import type { History } from '../history/history.ts'
import type { Echo } from '../log/bounded-echo.ts'
import { type InstanceLog, openInstanceLog } from '../log/instance-log.ts'
import { type ShippedLog, shipLog } from '../log-shipping/ship-log.ts'
import type { ServiceDefinition } from '../services.ts'
import { bindPorts, closeSockets, type InstanceSockets } from '../sockets/instance-ports.ts'
import { soon } from '../state/soon.ts'
import type { LifecycleIncident } from '../supervision/lifecycle-event.ts'
import { type DataFolder, prepareDataFolder } from './data-folder.ts'
import { describeInstance } from './describe-instance.ts'
import {
  type InstanceDescription,
  type InstanceMode,
  keepInstanceFile,
  removeInstanceFile,
  writeInstanceFile,
} from './instance-file.ts'
import { openInstanceHistory } from './instance-history.ts'
import { takeInstanceLock } from './instance-lock.ts'
import { createInstanceParts, type InstanceParts } from './instance-parts.ts'
import { type Aftermath, clearAftermath } from './leftovers/aftermath.ts'
import { removeLocalKey, writeLocalKey } from './local-key.ts'

export interface InstanceOptions {
  readonly config: Config
  /** Reads the configuration anew; without it that of the start stays in force. */
  readonly readConfig?: ReadConfiguration
  readonly mode: InstanceMode
  readonly services: readonly ServiceDefinition[]
  /** Gets every log line beside the file. */
  readonly echo?: Echo | undefined
  /** Called when somebody asks over HTTP that PromptBin ends, or a defect does; by default it is stopped. */
  readonly onShutdown?: (defect?: string) => void
}

/** Takes back one step of the start. */
type Undo = (stopTimeoutMs: number) => void | Promise<void>

/** What an instance stands on before its services are started. */
interface Foundation {
  readonly folder: DataFolder
  readonly log: ShippedLog
  readonly history: History
  readonly audit: AuditKeeper
  readonly sockets: InstanceSockets
  /** The supervisor's own, in the history. */
  readonly processId: number
}

/**
 * PromptBin on one data folder, from `start` to `stop`: the lock, the log, the ports, the services
 * and the supervisor's own HTTP. What it holds is given back in reverse order, also when the start
 * fails half way.
 */
export class Instance {
  readonly #options: InstanceOptions
  readonly #config: LiveConfig
  readonly #startedAt = new Date().toISOString()
  readonly #undos: Undo[] = []
  #parts: InstanceParts | undefined
  #log: InstanceLog | undefined
  #note: NoteLifecycle | undefined
  #aftermath: Aftermath | undefined
  #stopReason = 'somebody has asked for it'
  /** Whose signal it was; PromptBin itself without one. */
  #stoppedBy: Asker | undefined
  #stopped: Promise<void> | undefined

  constructor(options: InstanceOptions) {
    this.#options = options
    this.#config = new LiveConfig(options.config)
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
      await this.stop(0, 'the start failed')
      // What this start took after a stop had already begun.
      await this.#undoAll(0)
      throw error
    }
  }

  /** How the first account is made, for whoever starts it; undefined where there is nothing to do. */
  async setUpNotice(): Promise<string | undefined> {
    return this.#parts?.own.setUpNotice()
  }

  /** How long requests may take to finish at a stop, by the configuration of now. */
  get stopTimeoutMs(): number {
    return this.#config.current.operations.gracefulShutdownTimeoutMs
  }

  /** Stops the services in order within the time and gives back everything; `why` is for people. */
  stop(timeoutMs: number, why = this.#stopReason, by = this.#stoppedBy): Promise<void> {
    this.#stopReason = why
    this.#stoppedBy = by
    // First of all: whoever stops us may have told our services as well.
    this.#parts?.group.retire()
    this.#stopped ??= this.#undoAll(timeoutMs)
    return this.#stopped
  }

  /** Ends everything at once, also while it is being stopped. */
  async kill(): Promise<void> {
    const stopped = this.stop(0)
    await this.#parts?.group.kill()
    await stopped
  }

  /**
   * Reads the configuration again and replaces all processes by such with the present code. What
   * goes wrong is logged, and leaves those from before. `by` is whose signal it was.
   */
  async reload(by?: Asker): Promise<void> {
    try {
      await this.#parts?.configuration.signalled()
      await this.#note?.({ action: 'service.reload', by, after: null })
    } catch (err) {
      const faults = err instanceof PromptBinError ? err.fields : []
      const fields = { event: 'supervisor.reload_failed', err, faults }
      this.#log?.logger.error(fields, 'the reload failed; everything goes on as before')
      const after = { why: String(err) }
      await this.#note?.({ action: 'service.reload', by, outcome: 'failed', after })
    }
  }

  async #start(): Promise<InstanceDescription> {
    const { config, echo } = this.#options
    const folder = prepareDataFolder(config.dataDir)
    const lock = takeInstanceLock(folder)
    this.#onStop(() => lock.release())

    this.#aftermath = await clearAftermath(folder)
    const { logging } = config
    const kept = await openInstanceLog({ folder: folder.logFolder, logging, echo })
    const log = await shipLog(kept, logging.ship)
    this.#log = log
    this.#onStop((timeoutMs) => log.close(timeoutMs))
    const history = openInstanceHistory({ folder, log, aftermath: this.#aftermath })
    const processId = history.memory.nextProcessId()
    const record = (incident: LifecycleIncident) => {
      const subject = { service: 'supervisor', worker: null, processId, pid: process.pid }
      history.events.record({ ...subject, ...incident })
    }
    const leftovers = this.#aftermath?.leftovers.map(({ pid }) => pid) ?? []
    record({ type: 'supervisor-started', leftovers })
    this.#onStop(() => history.close())
    const { auditFolder } = folder
    const audit = await openAudit({ folder: auditFolder, state: history.folder, log: log.logger })
    this.#onStop(() => audit.close())
    // A command that starts PromptBin for itself administers nothing.
    if (this.#options.mode !== 'command') this.#note = audit.note
    const sockets = await bindPorts(config)
    this.#onStop(() => closeSockets(sockets))

    const foundation = { folder, log, history, audit: audit.keeper, sockets, processId }
    const description = await this.#startServices(foundation)
    const { pid } = process
    await this.#note?.({
      action: 'instance.start',
      after: { pid, version, mode: this.#options.mode },
    })
    this.#onStop(() => {
      const after = { pid, why: this.#stopReason }
      return this.#note?.({ action: 'instance.stop', by: this.#stoppedBy, after })
    })
    this.#onStop(() => record({ type: 'supervisor-stopping', why: this.#stopReason }))
    return description
  }

  async #startServices(foundation: Foundation): Promise<InstanceDescription> {
    const { folder, history, sockets } = foundation
    const localKeyHash = writeLocalKey(folder.localKeyFile)
    this.#onStop(() => removeLocalKey(folder.localKeyFile))
    const { mode, services, onShutdown } = this.#options
    const stop = () => void this.stop(this.stopTimeoutMs)
    const parts = createInstanceParts({
      ...foundation,
      mode,
      services,
      config: this.#config,
      readConfig: this.#options.readConfig ?? unchanging(this.#options.config),
      localKeyHash,
      shutdown: onShutdown ?? stop,
    })
    this.#parts = parts
    this.#onStop(() => parts.errors.stop())
    // V8 would wait for about as much again as our own code takes.
    this.#onStop(giveBackMemory({ mostGrowthBytes: 2_500_000 }))
    const { group, own } = parts
    this.#onStop(() => own.close())
    const { instanceFile: file } = folder
    const describe = () => (own.health.state === 'ready' ? this.#describe(sockets) : undefined)
    history.events.onRecord(soon(keepInstanceFile({ file, describe, log: foundation.log.logger })))
    this.#onStop(() => parts.closeExtraSockets())
    this.#onStop(() => parts.resources.stop())
    await parts.resources.start()
    // After the services have stopped: until then the library is in use.
    this.#onStop(() => parts.integrity.close())
    await parts.integrity.start()
    this.#onStop((timeoutMs) => {
      own.health.setState('draining')
      return group.stop(timeoutMs)
    })

    // The services first: they start while we make our own HTTP.
    await Promise.all([group.start(), own.listen(), parts.configuration.start()])
    this.#onStop(() => parts.configuration.stop())
    for (const part of [parts.backups, parts.drills, parts.webhooks, parts.certificates]) {
      await part.start()
      this.#onStop(() => part.close())
    }
    own.health.setState('ready')
    await own.health.start()
    this.#onStop(() => removeInstanceFile(file))
    const description = this.#describe(sockets)
    writeInstanceFile(file, description)
    return description
  }

  #describe(sockets: InstanceSockets): InstanceDescription {
    const running = this.#parts?.group.list() ?? []
    return describeInstance({ ...this.#options, startedAt: this.#startedAt, sockets, running })
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
