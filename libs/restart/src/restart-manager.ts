import { decide, emptyHistory, type RestartDecision, type RestartHistory } from './decide.ts'
import type { Failure } from './failure.ts'
import { parseMemory, type RestartMemory, type RestartRecord } from './restart-memory.ts'
import type { RestartPolicy } from './restart-policy.ts'

export interface RestartManagerOptions {
  readonly policy: RestartPolicy
  /**
   * Milliseconds since 1970 by a clock that does not jump, as what is remembered outlives this
   * process: `performance.timeOrigin + performance.now()`.
   */
  readonly now: () => number
  /** Numbers in [0, 1). */
  readonly random: () => number
}

/** So many failures are kept for people; the decisions rest on `RestartHistory` alone. */
const RECORDS_KEPT = 50

/** The restarts of one service: remembers its failures, and decides about each by its policy. */
export class RestartManager {
  readonly #options: RestartManagerOptions
  #counted: RestartHistory
  #records: readonly RestartRecord[]

  constructor(options: RestartManagerOptions, memory?: RestartMemory) {
    this.#options = options
    this.#counted = memory?.counted ?? emptyHistory
    this.#records = memory?.records ?? []
  }

  /**
   * The manager that `toJSON` has described; what is no such description is forgotten, and so are
   * times to come, which a clock that was set back leaves behind.
   */
  static from(json: unknown, options: RestartManagerOptions): RestartManager {
    const { policy, now } = options
    return new RestartManager(options, parseMemory(json, policy, now()))
  }

  /** The last failures and what was decided, oldest first. */
  get history(): readonly RestartRecord[] {
    return this.#records
  }

  /** Until when the service is left alone, in milliseconds since 1970; undefined: it is not. */
  get pausedUntil(): number | undefined {
    const { pausedUntil } = this.#counted
    return pausedUntil !== null && pausedUntil > this.#options.now() ? pausedUntil : undefined
  }

  /** What would be decided about a failure now. Changes nothing; a delay may come out otherwise. */
  shouldRestart(failure: Failure): RestartDecision {
    const { policy, now, random } = this.#options
    return decide(this.#counted, failure, policy, now(), random())
  }

  /**
   * Decides about a failure and remembers that. Unless the service has to wait for a change, `start`
   * is told after how many milliseconds to start a process; the waiting is the caller's, who stops
   * it when the service is stopped, asked for, or when its configuration changes.
   */
  executeRestart(failure: Failure, start: (delayMs: number) => void): RestartDecision {
    const at = this.#options.now()
    const { policy, random } = this.#options
    const decision = decide(this.#counted, failure, policy, at, random())
    const { next, action, delayMs, reason } = decision
    this.#counted = next
    this.#records = [...this.#records, { at, failure, action, delayMs, reason }].slice(
      -RECORDS_KEPT,
    )
    if (action !== 'wait') start(delayMs)
    return decision
  }

  /** Begins anew: somebody has asked, or the configuration has changed. The records stay. */
  forget(): void {
    this.#counted = emptyHistory
  }

  toJSON(): RestartMemory {
    return { counted: this.#counted, records: this.#records }
  }
}
