import type { Failure, RestartDecision } from '@promptbin/restart'
import type { LifecycleIncident } from '../lifecycle-event.ts'
import { LaunchGate } from './launch-gate.ts'
import type { PoolMemory, RestartJudge } from './pool-options.ts'

/** So long the one that has taken over has the processor for its first answers. */
const spareDelayMs = 500

export interface ServiceRestartsOptions {
  readonly judge: RestartJudge
  readonly memory: PoolMemory
  readonly remember: (change: Partial<PoolMemory>) => void
  /** Processes, or spares among them, may be started again. */
  readonly onOpen: () => void
}

/** What the failures of one service lead to: whether and when new processes may be started. */
export class ServiceRestarts {
  readonly #options: ServiceRestartsOptions
  readonly #gate: LaunchGate
  #spareTimer: NodeJS.Timeout | undefined
  #count: number
  #lastReason: string | undefined

  constructor(options: ServiceRestartsOptions) {
    const { memory, onOpen } = options
    this.#options = options
    this.#gate = new LaunchGate(onOpen)
    this.#count = memory.restarts
    this.#lastReason = memory.lastRestartReason ?? undefined
  }

  /** Restarts after failures, over all starts of the instance. */
  get count(): number {
    return this.#count
  }

  /** Why it was restarted last, or why it is not restarted any more. */
  get lastReason(): string | undefined {
    return this.#lastReason
  }

  /** See `LaunchGate.startsAtOnce`. */
  get startsAtOnce(): number {
    return this.#gate.startsAtOnce
  }

  /** A process has become ready: what was in the way is gone. */
  endTrial(): void {
    this.#gate.endTrial()
  }

  /** Not right after a failure, when a spare has just stepped in. */
  get mayStartSpares(): boolean {
    return this.#spareTimer === undefined
  }

  get hasFailed(): boolean {
    return this.#gate.hasFailed
  }

  /**
   * Takes in the failure of a process that was started at `startedAtMs` (of `performance.now`).
   * Undefined when it belongs to a failure about which has been decided.
   */
  decide(failure: Failure, startedAtMs: number): RestartDecision | undefined {
    if (this.#gate.covers(startedAtMs)) return undefined
    const decision = this.#options.judge.executeRestart(failure, () => {})
    const { action, delayMs, reason } = decision
    if (action === 'wait') this.#gate.close()
    else this.#gate.closeFor(delayMs, action === 'pause' ? 'paused' : 'delayed')
    if (action === 'restart') {
      this.#count += 1
      this.#delaySpares()
    }
    this.#lastReason = reason
    this.#options.remember({ restarts: this.#count, lastRestartReason: reason })
    return decision
  }

  /** Lets processes start at once: somebody has asked for it. */
  open(): void {
    this.#gate.open()
  }

  /** Begins anew, as if nothing had failed. */
  forget(): void {
    this.#options.judge.forget()
    this.open()
  }

  stop(): void {
    clearTimeout(this.#spareTimer)
    this.#gate.stop()
  }

  #delaySpares(): void {
    clearTimeout(this.#spareTimer)
    this.#spareTimer = setTimeout(() => {
      this.#spareTimer = undefined
      this.#options.onOpen()
    }, spareDelayMs)
  }
}

/** What is put on record of a decision: of the process that failed, and of the service if it pauses. */
export function incidentsOf(
  failure: Failure,
  { action, delayMs, reason }: RestartDecision,
  nowMs: number,
): { readonly ofProcess: LifecycleIncident; readonly ofService: LifecycleIncident | undefined } {
  const untilMs = action === 'pause' ? nowMs + delayMs : null
  return {
    ofProcess: { type: 'restart-decided', failure, delayMs, action, reason },
    ofService: action === 'restart' ? undefined : { type: 'paused', untilMs, reason },
  }
}
