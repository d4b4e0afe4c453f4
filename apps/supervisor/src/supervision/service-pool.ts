import { describeFailure, type Failure } from '@promptbin/restart'
import { reloadFailed, serviceFailed, startInterrupted } from '../errors.ts'
import type { LifecycleIncident } from './lifecycle-event.ts'
import { carryOut, type PoolAim } from './plan/carry-out.ts'
import { type PoolPhase, poolAim } from './plan/pool-aim.ts'
import { type Generation, Generations } from './pool/generations.ts'
import type { PoolMember } from './pool/pool-member.ts'
import type { ServicePoolOptions } from './pool/pool-options.ts'
import { PoolProcesses } from './pool/pool-processes.ts'
import type { PoolRoster, ServiceFacts } from './pool/pool-roster.ts'
import { incidentsOf, ServiceRestarts } from './pool/service-restarts.ts'
import { Waiters } from './pool/waiters.ts'
import { checkScale } from './scale/check-scale.ts'
import { PoolScale } from './scale/pool-scale.ts'
import type { ProcessSnapshot, RecycleReason } from './service-control.ts'

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
  readonly #scale: PoolScale
  readonly #phase: PoolPhase = { admitsSpares: false, hasStarted: false, isHeldBack: false }
  #isRetired = false
  #isUpdating = false

  constructor(options: ServicePoolOptions) {
    const { memory, remember, restarts: judge, prepareLaunch } = options
    this.name = options.name
    this.needs = options.needs
    this.#options = options
    this.#scale = new PoolScale({ ...options, record: (incident) => this.#record(incident) })
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
      canGoBack: () => this.#roster.hasReady,
      onBegin: () => {
        this.#record({ type: 'reload-started' })
        // New code or a new configuration may have cured what was in the way.
        this.#restarts.open()
        this.#update()
      },
      onFinish: (ms, failed) => this.#record({ type: 'reload-finished', ms, failed }),
    })
  }

  /** Whether it is not restarted any more, for now or until somebody asks. */
  get hasFailed(): boolean {
    return this.#restarts.hasFailed
  }

  /** Whether somebody has stopped it on purpose. */
  get isStopped(): boolean {
    return this.#scale.isStopped
  }

  get snapshots(): readonly ProcessSnapshot[] {
    return this.#roster.list(this.#facts, this)
  }

  /** The process, while it is there. */
  find(processId: number): PoolMember | undefined {
    return this.#roster.get(processId)
  }

  /** Starts the processes that `start` will need; until then none of them answers. */
  prepare(): void {
    if (this.#isRetired) return
    this.#phase.isHeldBack = true
    this.#generations.first()
    this.#update()
  }

  /** Settles when all workers are ready; throws `PB_SERVICE_FAILED`, `PB_START_INTERRUPTED`. */
  async start(): Promise<void> {
    if (this.#isRetired) throw startInterrupted()
    this.#phase.isHeldBack = false
    if (!this.#generations.current) this.#generations.first()
    const complete = this.#waiters.when(() => this.#isComplete)
    this.#update()
    await complete
    this.#phase.hasStarted = true
  }

  /** From now on there are spares; before, they would delay those who wait. */
  admitSpares(): void {
    this.#phase.admitsSpares = true
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
    if (workers !== this.#scale.workers) {
      this.#roster.forgetFrom(workers)
      this.#scale.change(workers)
      this.#update()
    }
    if (this.hasFailed) throw this.#failure
    await this.#waiters.when(() => this.#isComplete && !this.#roster.hasLeaving('scaled-down'))
  }

  /** See `ServiceControl.stopService`, and `pauseService` for what does not last. */
  async stopOnPurpose({ lasts } = { lasts: true }): Promise<void> {
    if (this.#isRetired) throw startInterrupted()
    if (this.#scale.setStopped(true, { lasts })) this.#update()
    await this.#waiters.when(() => this.#roster.isEmpty || !this.isStopped)
    if (lasts && this.isStopped) this.#options.socket.refuse()
  }

  /** See `ServiceControl.startService`. */
  async startAgain(): Promise<void> {
    if (this.#isRetired) throw startInterrupted()
    if (this.hasFailed && !this.isStopped) return this.restart()
    if (this.isStopped) {
      // First, as it throws when the present code or configuration cannot be had.
      this.#generations.first()
      this.#roster.forgetFrom(0)
      this.#scale.setStopped(false)
      this.#restarts.forget()
      this.#update()
    }
    await this.#waiters.when(() => this.#isComplete)
  }

  /** See `ServiceControl.renew`. */
  renew(): void {
    this.#generations.renew()
    this.#update()
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

  /** Lets all finish their requests; new ones are refused. Settles when no process is left. */
  stop(timeoutMs: number): Promise<void> {
    this.retire()
    this.#options.socket.close()
    this.#processes.dismissAll('stopped', timeoutMs)
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
    const { count: restarts, lastReason: lastRestartReason } = this.#restarts
    return { service: this.name, url: this.#options.url, restarts, lastRestartReason }
  }

  get #isComplete(): boolean {
    return this.#roster.isComplete(this.#scale.wanted, this.#generations.current?.number ?? 0)
  }

  /** What is told to those who wait for a service that has failed. */
  get #failure(): Error {
    return serviceFailed(this.name, this.#processes.complaint ?? this.#restarts.lastReason ?? '')
  }

  #aim(generation: Generation): PoolAim {
    const [scale, restarts, reload] = [this.#scale, this.#restarts, this.#generations.reason]
    return poolAim({ ...this.#options, ...this.#phase, scale, restarts, reload, generation })
  }

  /** Does what is to be done now, and tells those who wait for it. */
  #update(): void {
    if (this.#isRetired && this.#roster.isEmpty) this.#emptied.resolve()
    const { current } = this.#generations
    // Whoever hears of a step may have it made another one, which the loop below sees.
    if (this.#isRetired || !current || this.#isUpdating) return
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
    const { ofProcess, ofService } = incidentsOf(failure, decision, Date.now())
    this.#processes.record(member, ofProcess)
    if (ofService) this.#record(ofService)
  }

  #record(incident: LifecycleIncident): void {
    const subject = { service: this.name, worker: null, processId: null, pid: null }
    this.#options.record({ ...subject, ...incident })
  }
}
