import { setTimeout as delay } from 'node:timers/promises'
import { PromptBinError } from '@promptbin/errors'
import { instanceRunning, startInterrupted } from '../errors.ts'
import type { DataFolder } from './data-folder.ts'
import { findInstance } from './find-instance.ts'
import type { Instance } from './instance.ts'
import type { InstanceDescription } from './instance-file.ts'

export interface InstanceAccessOptions {
  readonly folder: DataFolder
  /** Makes an instance of our own, not started yet. */
  readonly createInstance: () => Instance
}

/** Another process holds the lock and does not answer: it starts or stops, and that has an end. */
const patienceMs = 30_000
const pollMs = 50

/**
 * The instance of a data folder, whoever runs it: the one that is there, else one of our own. When
 * that of another process has gone, asking again gives the next, so that a client takes over.
 */
export class InstanceAccess {
  readonly #options: InstanceAccessOptions
  #own: { readonly instance: Instance; description?: InstanceDescription } | undefined
  #isReleased = false

  constructor(options: InstanceAccessOptions) {
    this.#options = options
  }

  /** Whether this process runs the instance itself. */
  get isOwn(): boolean {
    return this.#own !== undefined
  }

  /** One call at a time. Throws what `Instance.start` throws. */
  async use(): Promise<InstanceDescription> {
    const giveUpAt = performance.now() + patienceMs
    if (this.#own?.description) return this.#own.description
    while (!this.#isReleased) {
      const found = await findInstance(this.#options.folder)
      if (found) return found.description
      try {
        return await this.#startOwn()
      } catch (error) {
        const isHeld =
          error instanceof PromptBinError && error.code === instanceRunning.definition.code
        if (!isHeld || performance.now() > giveUpAt) throw error
      }
      await delay(pollMs)
    }
    throw startInterrupted()
  }

  /** Stops the instance if it is our own, at once when it takes longer than the time. */
  async release(timeoutMs: number): Promise<void> {
    this.#isReleased = true
    const instance = this.#own?.instance
    if (!instance) return
    const timer = setTimeout(() => void instance.kill(), timeoutMs)
    await instance.stop(timeoutMs)
    clearTimeout(timer)
  }

  async #startOwn(): Promise<InstanceDescription> {
    const instance = this.#options.createInstance()
    this.#own = { instance }
    try {
      const description = await instance.start()
      this.#own.description = description
      return description
    } catch (error) {
      this.#own = undefined
      throw error
    }
  }
}
