import { storeBusy } from '../store-errors.ts'

/** How much may wait, and for how long. */
export interface QueueLimits {
  readonly limit: number
  readonly timeoutMs: number
}

/** How full a queue is. */
export interface QueueLoad {
  readonly queued: number
  /** How much may wait. */
  readonly limit: number
  /** What was refused since the start, as the queue was full or it waited too long. */
  readonly refused: number
}

/** What waits; `reject` tells the one who asked that it will not be done. */
export interface Waiting {
  readonly reject: (error: unknown) => void
}

/** First in, first out. Whatever comes when it is full, or waits too long, is refused as busy. */
export class JobQueue<Job extends Waiting> {
  readonly #limits: QueueLimits
  /** In order of arrival, each with the timer of its deadline. */
  readonly #waiting = new Map<Job, NodeJS.Timeout>()
  #refused = 0

  constructor(limits: QueueLimits) {
    this.#limits = limits
  }

  get length(): number {
    return this.#waiting.size
  }

  get load(): QueueLoad {
    return { queued: this.length, limit: this.#limits.limit, refused: this.#refused }
  }

  /** Throws `PB_STORE_BUSY` if the queue is full; refuses the job with it if it waits too long. */
  push(job: Job): void {
    if (this.#waiting.size >= this.#limits.limit) {
      this.#refused += 1
      throw storeBusy()
    }
    const refuse = () => {
      this.#refused += 1
      this.#waiting.delete(job)
      job.reject(storeBusy())
    }
    this.#waiting.set(job, setTimeout(refuse, this.#limits.timeoutMs))
  }

  /** Takes out the job that has waited longest. */
  shift(): Job | undefined {
    const [first] = this.#waiting
    if (first === undefined) return undefined
    const [job, timer] = first
    clearTimeout(timer)
    this.#waiting.delete(job)
    return job
  }
}
