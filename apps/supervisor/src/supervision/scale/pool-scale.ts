import type { LifecycleIncident } from '../lifecycle-event.ts'
import type { ServicePoolOptions } from '../pool/pool-options.ts'

export interface PoolScaleOptions
  extends Pick<ServicePoolOptions, 'memory' | 'workers' | 'limit' | 'remember'> {
  readonly record: (incident: LifecycleIncident) => void
}

/** How much of a service people want: so many workers, or none until they say so. Remembered. */
export class PoolScale {
  readonly #options: PoolScaleOptions
  #workers: number
  #isStopped: boolean

  constructor(options: PoolScaleOptions) {
    const { memory, workers, limit } = options
    this.#options = options
    this.#workers = Math.min(memory.workers ?? workers, limit().workers)
    this.#isStopped = memory.stopped ?? false
  }

  /** As many as there are, or will be when it is started again. */
  get workers(): number {
    return this.#workers
  }

  /** As many as there should be now. */
  get wanted(): number {
    return this.#isStopped ? 0 : this.#workers
  }

  /** Whether it was stopped on purpose. */
  get isStopped(): boolean {
    return this.#isStopped
  }

  /** Another number of workers, from now on. */
  change(workers: number): void {
    const from = this.#workers
    this.#workers = workers
    this.#options.remember({ workers })
    this.#options.record({ type: 'scaled', from, to: workers })
  }

  /**
   * None of it, or all of it again; what does not last is forgotten when the supervisor ends. Returns
   * whether that is news.
   */
  setStopped(stopped: boolean, { lasts = true } = {}): boolean {
    if (this.#isStopped === stopped) return false
    this.#isStopped = stopped
    if (lasts) this.#options.remember({ stopped })
    this.#options.record({ type: stopped ? 'service-stopped' : 'service-started' })
    return true
  }
}
