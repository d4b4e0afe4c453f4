import type { SupervisorMessage } from '@promptbin/ipc'
import type { Failure } from '@promptbin/restart'
import { serviceStopped, serviceUnknown } from '../errors.ts'
import type { TcpHandle } from '../sockets/listening-socket.ts'
import type { ServicePoolOptions } from './pool/pool-options.ts'
import type {
  MessageListener,
  ProcessSnapshot,
  RecycleReason,
  ServiceControl,
} from './service-control.ts'
import { ServicePool } from './service-pool.ts'

/** A service still gets so long to end when those before it have used up the time. */
const leastStopMs = 500

/** All services of an instance; the options stand in the order in which they need each other. */
export class ServiceGroup implements ServiceControl {
  readonly #pools: readonly ServicePool[]
  readonly #listeners = new Set<MessageListener>()

  constructor(services: readonly Omit<ServicePoolOptions, 'onMessage'>[]) {
    const onMessage: MessageListener = (processId, message) => {
      for (const listener of this.#listeners) listener(processId, message)
    }
    this.#pools = services.map((options) => new ServicePool({ ...options, onMessage }))
  }

  /** Whether a service was given up, for now or until somebody asks. */
  get hasFailed(): boolean {
    return this.#pools.some(({ hasFailed }) => hasFailed)
  }

  list(): readonly ProcessSnapshot[] {
    return this.#pools.flatMap(({ snapshots }) => snapshots)
  }

  snapshotOf(processId: number): ProcessSnapshot | undefined {
    return this.list().find((snapshot) => snapshot.processId === processId)
  }

  /**
   * Lets each answer when those that it needs are ready; loaded they are all at once. Throws
   * `PB_SERVICE_FAILED`, `PB_START_INTERRUPTED`.
   */
  async start(): Promise<void> {
    const started = new Map<string, Promise<void>>()
    for (const pool of this.#pools) if (pool.needs.length > 0) pool.prepare()
    for (const pool of this.#pools) {
      const needed = pool.needs.map((name) => started.get(name))
      started.set(
        pool.name,
        Promise.all(needed).then(() => pool.start()),
      )
    }
    await Promise.all(started.values())
    for (const pool of this.#pools) pool.admitSpares()
  }

  /** From now on the end of a process is no failure (`kill` of a process group and Nx end all). */
  retire(): void {
    for (const pool of this.#pools) pool.retire()
  }

  /** Stops them one by one, the last first, within the time for all. */
  async stop(timeoutMs: number): Promise<void> {
    this.retire()
    const endsAt = performance.now() + timeoutMs
    for (const pool of this.#pools.toReversed()) {
      await pool.stop(Math.max(leastStopMs, endsAt - performance.now()))
    }
  }

  /** Ends all at once. */
  async kill(): Promise<void> {
    await Promise.all(this.#pools.map((pool) => pool.kill()))
  }

  /** One service after the other, in the order of their start; the first that fails is the last. */
  async reload(service?: string): Promise<void> {
    for (const pool of this.#running(service)) await pool.reload()
  }

  async restart(service?: string): Promise<void> {
    for (const pool of this.#running(service)) await pool.restart()
  }

  async scale(service: string, workers: number): Promise<void> {
    for (const pool of this.#meant(service)) await pool.scale(workers)
  }

  async stopService(service: string): Promise<void> {
    for (const pool of this.#meant(service)) await pool.stopOnPurpose()
  }

  async pauseService(service: string): Promise<void> {
    for (const pool of this.#meant(service)) await pool.stopOnPurpose({ lasts: false })
  }

  async startService(service: string): Promise<void> {
    for (const pool of this.#meant(service)) await pool.startAgain()
  }

  renew(): void {
    for (const pool of this.#pools) pool.renew()
  }

  recycle(processId: number, why: RecycleReason): void {
    for (const pool of this.#pools) {
      const member = pool.find(processId)
      if (member) pool.recycle(member, why)
    }
  }

  endProcess(processId: number, failure: Failure): void {
    this.#find(processId)?.incarnation.endFor(failure)
  }

  allowSilence(processId: number, ms: number): void {
    this.#find(processId)?.incarnation.allowSilence(ms)
  }

  send(processId: number, message: SupervisorMessage, handle?: TcpHandle): boolean {
    return this.#find(processId)?.incarnation.send(message, handle) ?? false
  }

  onMessage(listener: MessageListener): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  #find(processId: number) {
    for (const pool of this.#pools) {
      const member = pool.find(processId)
      if (member) return member
    }
    return undefined
  }

  /** Those of them that were not stopped on purpose. Throws `PB_SERVICE_UNKNOWN`, `PB_SERVICE_STOPPED`. */
  #running(service: string | undefined): readonly ServicePool[] {
    const running = this.#meant(service).filter(({ isStopped }) => !isStopped)
    if (service !== undefined && running.length === 0) throw serviceStopped(service)
    return running
  }

  /** Throws `PB_SERVICE_UNKNOWN`. */
  #meant(service: string | undefined): readonly ServicePool[] {
    if (service === undefined) return this.#pools
    const meant = this.#pools.filter(({ name }) => name === service)
    const known = this.#pools.map(({ name }) => name)
    if (meant.length === 0) throw serviceUnknown(service, known.join(' and '))
    return meant
  }
}
