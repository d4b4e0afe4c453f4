import type { Launch } from '../../process/service-process.ts'

/** What processes are started with: code and configuration, numbered from the first start on. */
export interface Generation {
  readonly number: number
  readonly launch: Launch
}

/** A reload, or the restart that somebody asked for. */
export type ReloadReason = 'reload' | 'asked-for'

export interface GenerationsOptions {
  /** The code and the configuration of now. */
  readonly prepareLaunch: () => Launch
  /** Whether processes of the present generation could go on if the next does not work. */
  readonly canGoBack: () => boolean
  /** A reload has begun: the present generation is a new one. */
  readonly onBegin: () => void
  /** `failed` is a sentence, or null when it has succeeded. */
  readonly onFinish: (ms: number, failed: string | null) => void
}

interface Reload {
  readonly why: ReloadReason
  /** What to go back to; undefined when nothing runs that could go on. */
  readonly previous: Generation | undefined
  readonly startedAtMs: number
  readonly done: PromiseWithResolvers<void>
}

/** From one generation of processes to the next, and back when the next does not work. */
export class Generations {
  readonly #options: GenerationsOptions
  #current: Generation | undefined
  #last = 0
  #reload: Reload | undefined
  #queued: Promise<void> | undefined

  constructor(options: GenerationsOptions) {
    this.#options = options
  }

  /** Undefined before the first. */
  get current(): Generation | undefined {
    return this.#current
  }

  /** Why there is a reload now; undefined when there is none. */
  get reason(): ReloadReason | undefined {
    return this.#reload?.why
  }

  /** Whether a failure of a process with this generation ends a reload, and nothing else. */
  isOnTrial(generation: number): boolean {
    return this.#reload?.previous !== undefined && generation === this.#current?.number
  }

  first(): void {
    this.#current = this.#next()
  }

  /** What processes of the present generation are started with from now on: the same code or a later one. */
  renew(): void {
    if (this.#current) this.#current = { ...this.#current, launch: this.#options.prepareLaunch() }
  }

  /**
   * Begins a reload; one that is asked for during another follows it. Settles when `succeed` was
   * called; throws what `fail` was given, and what `prepareLaunch` throws.
   */
  reload(why: ReloadReason): Promise<void> {
    if (!this.#reload) return this.#begin(why)
    this.#queued ??= this.#reload.done.promise
      .catch(() => {})
      .then(() => {
        this.#queued = undefined
        return this.#begin(why)
      })
    return this.#queued
  }

  /** All processes are of the present generation. Nothing to do when there is no reload. */
  succeed(): void {
    const reload = this.#finish(null)
    reload?.done.resolve()
  }

  /** Goes back to the generation before, if there is one. */
  fail(error: Error): void {
    const reload = this.#finish(error.message)
    if (!reload) return
    this.#current = reload.previous ?? this.#current
    reload.done.reject(error)
  }

  async #begin(why: ReloadReason): Promise<void> {
    const { canGoBack, onBegin } = this.#options
    const next = this.#next()
    const done = Promise.withResolvers<void>()
    // Whoever asks for it by a signal does not wait.
    done.promise.catch(() => {})
    const previous = canGoBack() ? this.#current : undefined
    this.#reload = { why, previous, startedAtMs: performance.now(), done }
    this.#current = next
    onBegin()
    await done.promise
  }

  #next(): Generation {
    const launch = this.#options.prepareLaunch()
    this.#last += 1
    return { number: this.#last, launch }
  }

  #finish(failed: string | null): Reload | undefined {
    const reload = this.#reload
    this.#reload = undefined
    if (reload) this.#options.onFinish(Math.round(performance.now() - reload.startedAtMs), failed)
    return reload
  }
}
