import { describeFailure, type Failure } from '@promptbin/restart'
import { reloadFailed, serviceFailed, startInterrupted } from '../errors.ts'
import type { LifecycleIncident } from './lifecycle-event.ts'
import { carryOut, type PoolAim } from './plan/carry-out.ts'
import { checkScale } from './pool/check-scale.ts'
import { type Generation, Generations } from './pool/generations.ts'
import type { PoolMember } from './pool/pool-member.ts'
import type { ServicePoolOptions } from './pool/pool-options.ts'
import { PoolProcesses } from './pool/pool-processes.ts'
import type { PoolRoster, ServiceFacts } from './pool/pool-roster.ts'
import { ServiceRestarts } from './pool/service-restarts.ts'
import { Waiters } from './pool/waiters.ts'
import type { ProcessSnapshot, RecycleReason } from './service-control.ts'

/** So many workers are replaced at a time. */
const replacementsAtOnce = 1

/**
 * One service: as many workers as are wanted, and some spares. It has the plan made and carries it
 * out whenever something has changed, and asks libs/restart about each failure.
 */
export class ServicePool {
  readonly name: string
  /** Services that are started before it and stopped after it. */
  readonly needs: readonly string[]
  readonly #options: ServicePoolOptions
  readonly #processes: PoolProcesses
  readonly #roster: PoolRoster
  readonly #restarts: ServiceRestarts
  readonly #generations: Generations
  readonly #waiters = new Waiters()
  readonly #emptied = Promise.withResolvers<void>()
  #workers: number
  #spares = 0
  #hasStarted = false
  /** Whether its processes are prepared, but none is to answer yet. */
  #isHeldBack = false
  #isRetired = false
  #isUpdating = false

  constructor(options: ServicePoolOptions) {
    const { memory, remember, restarts: judge, workers, limit, prepareLaunch } = options
    this.name = options.name
    this.needs = options.needs
    this.#options = options
    this.#workers = Math.min(memory.workers ?? workers, limit().workers)
    this.#restarts = new ServiceRestarts({ judge, memory, remember, onOpen: () => this.#update() })
    this.#processes = new PoolProcesses({
      service: options,
      facts: () => this.#facts,
      onChange: () => this.#update(),
      onReady: () => this.#restarts.endTrial(),
      onFailure: (member, failure) => this.#failed(member, failure),
    })
    this.#roster = this.#processes.roster
    this.#generations = new Generations({
      prepareLaunch,
      canGoBack: () =>
        this.#roster.members.some(({ incarnation }) => incarnation.stage === 'ready'),
      onBegin: () => this.#beginReload(),
      onFinish: (ms, failed) => this.#record({ type: 'reload-finished', ms, failed }),
    })
  }

  /** Whether it is not restarted any more, for now or until somebody asks. */
  get hasFailed(): boolean {
    return this.#restarts.hasFailed
  }

  get snapshots(): readonly ProcessSnapshot[] {
    return this.#roster.list(this.#facts, this.hasFailed)
  }

  /** The process, while it is there. */
  find(processId: number): PoolMember | undefined {
    return this.#roster.get(processId)
  }

  /** Starts the processes that `start` will need; until then none of them answers. */
  prepare(): void {
    if (this.#isRetired) return
    this.#isHeldBack = true
    this.#generations.first()
    this.#update()
  }

  /** Settles when all workers are ready; throws `PB_SERVICE_FAILED`, `PB_START_INTERRUPTED`. */
  async start(): Promise<void> {
    if (this.#isRetired) throw startInterrupted()
    this.#isHeldBack = false
    if (!this.#generations.current) this.#generations.first()
    const complete = this.#waiters.when(() => this.#isComplete)
    this.#update()
    await complete
    this.#hasStarted = true
  }

  /** From now on there are spares; before, they would delay those that are waited for. */
  admitSpares(): void {
    this.#spares = this.#options.spares
    this.#update()
  }

  /** See `ServiceControl.reload`. */
  async reload(): Promise<void> {
    if (this.#isRetired) throw startInterrupted()
    await this.#generations.reload('reload')
  }

  /** See `ServiceControl.restart`. */
  async restart(): Promise<void> {
    if (this.#isRetired) throw startInterrupted()
    this.#restarts.forget()
    await this.#generations.reload('asked-for')
  }

  /** See `ServiceControl.scale`. */
  async scale(workers: number): Promise<void> {
    checkScale(this.name, workers, this.#options.limit())
    if (this.#isRetired) throw startInterrupted()
    if (workers !== this.#workers) this.#rescale(workers)
    if (this.hasFailed) throw this.#failure
    await this.#waiters.when(() => this.#isComplete && !this.#roster.hasLeaving('scaled-down'))
  }

  /** See `ServiceControl.recycle`. */
  recycle(member: PoolMember, why: RecycleReason): void {
    member.recycledFor ??= why
    this.#update()
  }

  /** From now on the end of a process is no failure: none will be started again. */
  retire(): void {
    if (this.#isRetired) return
    this.#isRetired = true
    this.#processes.retire()
    this.#restarts.stop()
    this.#waiters.fail(startInterrupted())
    this.#generations.fail(startInterrupted())
  }

  /** Lets all finish their requests; settles when no process is left. */
  stop(timeoutMs: number): Promise<void> {
    this.retire()
    for (const member of this.#roster.members) {
      this.#processes.dismiss(member, 'stopped', timeoutMs)
    }
    if (this.#roster.isEmpty) this.#emptied.resolve()
    return this.#emptied.promise
  }

  /** Ends all at once; settles when no process is left. */
  kill(): Promise<void> {
    const stopped = this.stop(0)
    for (const { incarnation } of this.#roster.members) incarnation.kill()
    return stopped
  }

  get #facts(): ServiceFacts {
    const { url } = this.#options
    const { count: restarts, lastReason: lastRestartReason } = this.#restarts
    return { service: this.name, url, restarts, lastRestartReason }
  }

  get #isComplete(): boolean {
    return this.#roster.isComplete(this.#workers, this.#generations.current?.number ?? 0)
  }

  /** What is told to those who wait for a service that has failed. */
  get #failure(): Error {
    const { complaint } = this.#processes
    return serviceFailed(this.name, complaint ?? this.#restarts.lastReason ?? '')
  }

  #aim(generation: Generation): PoolAim {
    return {
      generation,
      workers: this.#workers,
      hasStarted: this.#hasStarted,
      reload: this.#generations.reason,
      drainTimeoutMs: this.#options.drainTimeoutMs,
      wish: {
        workers: this.#workers,
        spares: this.#spares,
        startsAtOnce: this.#restarts.startsAtOnce,
        mayStartSpares: this.#restarts.mayStartSpares,
        mayAnswer: !this.#isHeldBack,
        replacementsAtOnce,
      },
    }
  }

  /** Does what is to be done now, and tells those who wait for it. */
  #update(): void {
    if (this.#isRetired && this.#roster.isEmpty) this.#emptied.resolve()
    const { current } = this.#generations
    if (this.#isRetired || !current) return
    // Whoever hears of a step may have it made another one, which this loop sees.
    if (this.#isUpdating) return
    this.#isUpdating = true
    try {
      carryOut(this.#processes, () => this.#aim(this.#generations.current ?? current))
    } finally {
      this.#isUpdating = false
    }
    if (this.hasFailed) {
      this.#waiters.fail(this.#failure)
      this.#generations.fail(this.#failure)
    }
    this.#waiters.check()
    if (this.#isComplete && this.#roster.isRenewed(current.number)) this.#generations.succeed()
  }

  #failed(member: PoolMember, failure: Failure): void {
    const { generation, incarnation } = member
    if (this.#generations.isOnTrial(generation)) {
      const why = this.#processes.complaint ?? `The new process ${describeFailure(failure)}.`
      this.#generations.fail(reloadFailed(this.name, why))
      return
    }
    const decision = this.#restarts.decide(failure, incarnation.startedAtMs)
    if (!decision) return
    const { action, delayMs, reason } = decision
    this.#processes.record(member, { type: 'restart-decided', failure, delayMs, action, reason })
    if (action === 'restart') return
    const untilMs = action === 'pause' ? Date.now() + delayMs : null
    this.#record({ type: 'paused', untilMs, reason })
  }

  #beginReload(): void {
    this.#record({ type: 'reload-started' })
    // New code or a new configuration may have cured what was in the way.
    this.#restarts.open()
    this.#update()
  }

  #rescale(workers: number): void {
    const from = this.#workers
    this.#workers = workers
    this.#roster.forgetFrom(workers)
    this.#options.remember({ workers })
    this.#record({ type: 'scaled', from, to: workers })
    this.#update()
  }

  #record(incident: LifecycleIncident): void {
    const subject = { service: this.name, worker: null, processId: null, pid: null }
    this.#options.record({ ...subject, ...incident })
  }
}
