import { EventEmitter, once } from 'node:events'
import { childEnvironment, loadConfig } from '@promptbin/config'
import { createRestartPolicy, RestartManager } from '@promptbin/restart'
import { onTestFinished } from 'vitest'
import type { Probes } from '../src/process/probes.ts'
import type { Launch } from '../src/process/service-process.ts'
import { bindSocket, type ListeningSocket } from '../src/sockets/listening-socket.ts'
import type { LifecycleEvent, LifecycleFact } from '../src/supervision/lifecycle-event.ts'
import type { OutputLine } from '../src/supervision/pool/pool-options.ts'
import type { ProcessSnapshot } from '../src/supervision/service-control.ts'
import { ServiceGroup } from '../src/supervision/service-group.ts'
import { programOf } from './programs.ts'

/** Supervision that does not wait as long as the real one, but as far as a busy machine needs. */
const patience: Probes = {
  startTimeoutMs: 60_000,
  readyTimeoutMs: 60_000,
  heartbeatIntervalMs: 1000,
  maxMissedHeartbeats: 3,
}

export interface SupervisedOptions extends Partial<Probes> {
  readonly maxRestartAttempts?: number
  readonly pauseMs?: number
  readonly workers?: number
  readonly spares?: number
  readonly mostWorkers?: number
  readonly drainTimeoutMs?: number
  /** Read at every launch of a reload, so a test may change it meanwhile. */
  readonly launch?: Partial<Launch>
}

const service = 'prompt-web'

/** A service that does what it should. */
export const steady = 'services/steady.ts'

/** One service under supervision, and everything that was told of it. */
export class Supervised {
  readonly group: ServiceGroup
  readonly url: string
  readonly events: LifecycleEvent[] = []
  readonly lines: OutputLine[] = []
  readonly #told = new EventEmitter().setMaxListeners(0)
  readonly #close: () => void

  /** Puts something on record, as the service itself does. */
  readonly record = (fact: LifecycleFact): void => {
    const event = { seq: this.events.length + 1, at: new Date().toISOString(), ...fact }
    this.events.push(event)
    this.#told.emit('recorded', event)
    this.#told.emit('told')
  }

  private constructor(entry: string, socket: ListeningSocket, options: SupervisedOptions) {
    const { maxRestartAttempts = 5, pauseMs = 300_000, workers = 1, spares = 0 } = options
    const variables = childEnvironment(loadConfig({ environment: {}, workingDirectory: '/' }))
    let lastProcess = 1
    this.url = `http://127.0.0.1:${socket.port}`
    this.#close = socket.close
    this.group = new ServiceGroup([
      {
        name: service,
        needs: [],
        socket,
        url: this.url,
        workers,
        spares,
        limit: () => ({ workers: options.mostWorkers ?? 64, reason: 'The test says so.' }),
        probes: { ...patience, ...options },
        drainTimeoutMs: options.drainTimeoutMs ?? 10_000,
        prepareLaunch: () => ({ entry, variables, ...options.launch }),
        restarts: new RestartManager({
          policy: createRestartPolicy({ maxRestartAttempts, pauseMs, baseDelayMs: 1 }),
          now: () => performance.timeOrigin + performance.now(),
          random: () => 1,
        }),
        memory: { restarts: 0, lastRestartReason: null, workers: null },
        remember: () => {},
        nextProcessId: () => {
          lastProcess += 1
          return lastProcess
        },
        parent: 1,
        figuresOf: () => null,
        wasOomKilled: () => false,
        record: this.record,
        onLine: async (line) => {
          this.lines.push(line)
          this.#told.emit('told')
        },
      },
    ])
  }

  /** For one test, after which it ends. `script` is a path inside of this folder. */
  static async create(script: string, options: SupervisedOptions = {}): Promise<Supervised> {
    const socket = await bindSocket('127.0.0.1', 0)
    const supervised = new Supervised(programOf(script), socket, options)
    onTestFinished(() => supervised.end())
    return supervised
  }

  /** One that does what it should: its workers answer and its spares are prepared. */
  static async serve(options: SupervisedOptions = {}): Promise<Supervised> {
    const { workers = 1, spares = 0 } = options
    const supervised = await Supervised.create(steady, options)
    await supervised.group.start()
    await supervised.event('prepared', workers + spares)
    return supervised
  }

  /** Waits until so many events of a type have been told; returns the last of them. */
  async event<Type extends LifecycleEvent['type']>(
    type: Type,
    count = 1,
  ): Promise<Extract<LifecycleEvent, { type: Type }>> {
    const found = () => this.told(type)
    while (found().length < count) await once(this.#told, 'told')
    return found()[count - 1] as Extract<LifecycleEvent, { type: Type }>
  }

  /** Calls back with all that is told from now on. */
  onRecord(callback: (event: LifecycleEvent) => void): void {
    this.#told.on('recorded', callback)
  }

  /** Those of a type so far. */
  told<Type extends LifecycleEvent['type']>(type: Type) {
    const isMeant = (event: LifecycleEvent): event is Extract<LifecycleEvent, { type: Type }> =>
      event.type === type
    return this.events.filter(isMeant)
  }

  /** Waits until something is so; looks again at each event and line. */
  async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await once(this.#told, 'told')
  }

  async line(text: string): Promise<OutputLine> {
    const find = () => this.lines.find((candidate) => candidate.text.includes(text))
    await this.until(() => find() !== undefined)
    return find() as OutputLine
  }

  /** Of the processes that are there, and of workers without one. */
  get processes(): readonly ProcessSnapshot[] {
    return this.group.list()
  }

  /** The first of them. */
  get snapshot(): ProcessSnapshot {
    const [first] = this.processes
    if (!first) throw new Error('There is no process.')
    return first
  }

  get workers(): readonly ProcessSnapshot[] {
    return this.processes.filter(({ worker }) => worker !== null)
  }

  get spares(): readonly ProcessSnapshot[] {
    return this.processes.filter(({ state }) => state === 'spare')
  }

  /** Of the first worker. */
  get pid(): number {
    return this.snapshot.pid ?? 0
  }

  async end(): Promise<void> {
    await this.group.kill()
    this.#close()
  }
}
