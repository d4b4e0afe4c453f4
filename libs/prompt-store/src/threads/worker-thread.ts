import { type Transferable, Worker } from 'node:worker_threads'
import { fromErrorData } from './error-data.ts'
import type { Answer, FromWorker, ToWorker } from './thread-message.ts'

/** What is young in a thread dies with its job; V8 would keep 8 MB for it, for ever. */
const resourceLimits = { maxYoungGenerationSizeMb: 4 }

/** What serves a worker from this thread as long as it lives. */
export interface ThreadCompanion {
  /** What the worker is told of it. */
  readonly workerData: object
  readonly transferList: readonly Transferable[]
  /** Called when the worker is gone. */
  end(): void
}

/**
 * One worker and the one job that it may have. Its promises reject with the worker's refusal, or
 * with the error that killed it.
 */
export class WorkerThread {
  /** Settles when the worker has opened what it needs, or has failed to. */
  readonly ready: Promise<void>
  /** Resolves when the worker is gone, for whatever reason. */
  readonly gone: Promise<void>
  readonly #worker: Worker
  readonly #opened = Promise.withResolvers<void>()
  #job: PromiseWithResolvers<Answer> | undefined

  constructor(url: URL, data: object, companion?: ThreadCompanion) {
    const workerData = { ...data, ...companion?.workerData }
    const transferList = [...(companion?.transferList ?? [])]
    this.#worker = new Worker(url, { workerData, transferList, resourceLimits })
    this.ready = this.#opened.promise
    this.gone = new Promise((resolve) => {
      let reason: unknown = new Error('The worker ended before it answered.')
      this.#worker.on('error', (error) => {
        reason = error
      })
      this.#worker.on('exit', () => {
        this.#opened.reject(reason)
        this.#job?.reject(reason)
        companion?.end()
        resolve()
      })
    })
    this.#worker.on('message', (message: FromWorker) => this.#hear(message))
  }

  /** Has one job done; the next may follow when it is answered. */
  run(operation: string, input: unknown): Promise<Answer> {
    this.#job = Promise.withResolvers<Answer>()
    this.#say({ type: 'run', operation, input })
    return this.#job.promise
  }

  /** Lets the worker close what it has opened, and waits until it is gone. */
  async stop(): Promise<void> {
    this.#say({ type: 'close' })
    await this.gone
  }

  #say(message: ToWorker): void {
    this.#worker.postMessage(message)
  }

  #hear(message: FromWorker): void {
    if (message.type === 'ready') this.#opened.resolve()
    else if (message.type === 'refused') this.#opened.reject(fromErrorData(message.error))
    else this.#job?.resolve(message)
  }
}
