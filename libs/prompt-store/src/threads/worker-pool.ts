import { nothingChanged, storeClosed, storeUnavailable } from '../store-errors.ts'
import { fromErrorData } from './error-data.ts'
import type { InputOf, JobEvent, JobOrigin, Operations, OutputOf } from './job.ts'
import { JobQueue, type QueueLimits, type QueueLoad } from './job-queue.ts'
import type { Answer } from './thread-message.ts'
import { type ThreadCompanion, WorkerThread } from './worker-thread.ts'

/** How a pool of like workers is set up. */
export interface WorkerPoolOptions {
  /** The module that each worker runs. */
  readonly url: URL
  readonly workerData: object
  /** Makes what serves each worker from this thread; nothing unless told. */
  readonly accompany?: () => ThreadCompanion
  /** At most so many; the first is there from the start, each other one when it is needed. */
  readonly threads: number
  /** How long a thread beside the first may have nothing to do before it ends; a minute unless told. */
  readonly idleMs?: number
  readonly queue: QueueLimits
  /** Throws while no job is to be accepted; all are, unless told. */
  readonly admit?: () => void
  /** What to say of the outcome of a job whose worker died; a value of `storeUnavailable`. */
  readonly lostOutcome: string
  readonly origin: () => JobOrigin | undefined
  /** What every input is given besides, when its job is accepted; nothing unless told. */
  readonly besides?: () => object
  readonly onJob: (event: JobEvent) => void
  /** Gets what a worker tells beside an answer. */
  readonly onTold?: (told: unknown) => void
}

/** Somebody who turns pages comes back within this time, and an idle thread takes 15 MB. */
const defaultIdleMs = 60_000

interface Job {
  readonly operation: string
  readonly input: unknown
  readonly origin: JobOrigin | undefined
  readonly acceptedAt: number
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}

/**
 * Workers that do the jobs of one bounded queue, each one at a time, as many as are needed. A worker
 * that dies takes one job with it and is replaced: at once if it had been of use, else with the next
 * job, so that one which cannot live is not started over and over.
 */
export class WorkerPool<Known extends Operations> {
  readonly #options: WorkerPoolOptions
  readonly #queue: JobQueue<Job>
  readonly #threads = new Set<WorkerThread>()
  readonly #idle: WorkerThread[] = []
  readonly #accepted = new Set<Promise<unknown>>()
  #refusing = false
  #idleCheck: NodeJS.Timeout | undefined
  /** How many threads had nothing to do at any moment since the last check. */
  #alwaysIdle = 0

  constructor(options: WorkerPoolOptions) {
    this.#options = options
    this.#queue = new JobQueue(options.queue)
  }

  /** How many threads there are now. */
  get size(): number {
    return this.#threads.size
  }

  /** How full its queue is. */
  get load(): QueueLoad {
    return this.#queue.load
  }

  /** Starts the first worker. Rejects with its refusal if it cannot start. */
  start(): Promise<void> {
    return this.#addThread()
  }

  /** Has a job done; rejects with its error, what `admit` throws, `PB_STORE_BUSY`, `_CLOSED` or `_UNAVAILABLE`. */
  run<Name extends keyof Known & string>(
    operation: Name,
    input: InputOf<Known[Name]>,
  ): Promise<OutputOf<Known[Name]>> {
    const answer = new Promise<unknown>((resolve, reject) => {
      if (this.#refusing) throw storeClosed()
      this.#options.admit?.()
      const origin = this.#options.origin()
      const acceptedAt = performance.now()
      const { besides } = this.#options
      const whole = besides ? { ...Object(input), ...besides() } : input
      this.#queue.push({ operation, input: whole, origin, acceptedAt, resolve, reject })
      this.#dispatch()
    })
    this.#remember(answer)
    // The worker runs the operation of this name, whose types are those of `Known`.
    return answer as Promise<OutputOf<Known[Name]>>
  }

  /** Refuses what comes from now on. */
  refuse(): void {
    this.#refusing = true
  }

  /** Refuses what comes, finishes what was accepted, and stops the workers. */
  async close(): Promise<void> {
    this.refuse()
    clearTimeout(this.#idleCheck)
    await Promise.allSettled(this.#accepted)
    await Promise.all([...this.#threads].map((thread) => thread.stop()))
  }

  /** Closing waits for what was accepted, and minds not how it ends. */
  #remember(answer: Promise<unknown>): void {
    this.#accepted.add(answer)
    const forget = () => this.#accepted.delete(answer)
    answer.then(forget, forget)
  }

  #dispatch(): void {
    while (this.#queue.length > 0) {
      const thread = this.#idle.pop()
      if (thread === undefined) break
      const job = this.#queue.shift()
      if (job !== undefined) void this.#work(thread, job)
    }
    this.#alwaysIdle = Math.min(this.#alwaysIdle, this.#idle.length)
    const missing = this.#options.threads - this.#threads.size
    if (missing > 0 && this.#queue.length > 0) void this.#replaceThread()
  }

  async #work(thread: WorkerThread, job: Job): Promise<void> {
    const { operation } = job
    const queuedMs = performance.now() - job.acceptedAt
    let answer: Answer
    try {
      answer = await thread.run(operation, job.input)
    } catch (cause) {
      job.reject(storeUnavailable.with({ cause }, this.#options.lostOutcome))
      return this.#replaceThread()
    }
    this.#idle.push(thread)
    this.#dispatch()
    const { durationMs, told } = answer
    if (told !== undefined) this.#options.onTold?.(told)
    job.origin?.spend?.('queue', queuedMs)
    job.origin?.spend?.('store', durationMs)
    if (answer.type === 'done') job.resolve(answer.value)
    else job.reject(fromErrorData(answer.error))
    const found =
      answer.type === 'done' ? countRows(answer.value) : { errorCode: answer.error.code }
    this.#options.onJob({ operation, queuedMs, durationMs, ...originOf(job), ...found })
  }

  async #addThread(): Promise<void> {
    const { url, workerData, accompany } = this.#options
    const thread = new WorkerThread(url, workerData, accompany?.())
    this.#threads.add(thread)
    void thread.gone.then(() => this.#forget(thread))
    try {
      await thread.ready
    } catch (refusal) {
      await thread.gone
      throw refusal
    }
    this.#idle.push(thread)
    this.#dispatch()
    this.#checkLater()
  }

  #checkLater(): void {
    if (this.#idleCheck !== undefined || this.#threads.size < 2 || this.#refusing) return
    this.#alwaysIdle = this.#idle.length
    const { idleMs = defaultIdleMs } = this.#options
    this.#idleCheck = setTimeout(() => this.#endIdle(), idleMs).unref()
  }

  /** Ends the threads that nobody needed since the last check, but for one. */
  #endIdle(): void {
    this.#idleCheck = undefined
    const unneeded = Math.min(this.#alwaysIdle, this.#threads.size - 1)
    // Whoever became idle last works next, so the first have waited longest.
    for (const thread of this.#idle.splice(0, unneeded)) {
      this.#threads.delete(thread)
      this.#remember(thread.stop())
    }
    this.#checkLater()
  }

  #forget(thread: WorkerThread): void {
    this.#threads.delete(thread)
    const index = this.#idle.indexOf(thread)
    if (index >= 0) this.#idle.splice(index, 1)
  }

  /** If no worker can be had at all, nobody would ever do what waits. */
  async #replaceThread(): Promise<void> {
    try {
      await this.#addThread()
    } catch (cause) {
      if (this.#threads.size > 0) return
      const error = storeUnavailable.with({ cause }, nothingChanged)
      for (let job = this.#queue.shift(); job; job = this.#queue.shift()) job.reject(error)
    }
  }
}

function originOf({ origin }: Job): Pick<JobEvent, 'requestId' | 'traceId' | 'parent'> {
  const ids = { requestId: origin?.requestId, traceId: origin?.traceId }
  return origin?.span === undefined ? ids : { ...ids, parent: origin.span }
}

/** Pages and arrays tell how much was found. */
function countRows(value: unknown): { readonly rows?: number } {
  if (Array.isArray(value)) return { rows: value.length }
  const items = typeof value === 'object' && value !== null && 'items' in value && value.items
  return Array.isArray(items) ? { rows: items.length } : {}
}
