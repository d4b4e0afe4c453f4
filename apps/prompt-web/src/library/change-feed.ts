import type { LibraryEvent, PromptStore } from '@promptbin/prompt-store'
import type { FeedReset } from './library.ts'

/**
 * How soon changes are seen that another process made where the system does not tell of them;
 * those of this one are seen at once.
 */
const pollMs = 1_000

/**
 * When to look after a write, each time in milliseconds after the time before: it is told of when
 * it begins, and can be read only when it is on the disk.
 */
const looksMs = [20, 40, 80, 80, 80, 80, 80]

/** Tells when somebody writes to the store, until the returned function is called. */
export type WatchWrites = (onWrite: () => void) => () => void

interface ChangeFeedOptions {
  readonly store: Pick<PromptStore, 'eventsAfter' | 'generation'>
  /** By default nobody tells. */
  readonly watchWrites?: WatchWrites | undefined
}

/** As many events as are read, and held for one follower, at a time. */
const pageSize = 100

/** What happened to the library, told to everybody who follows it; see `Library.events`. */
export class ChangeFeed {
  readonly #store: ChangeFeedOptions['store']
  readonly #watchWrites: WatchWrites
  /** Those who have told everything and wait for more. */
  readonly #waiting = new Set<() => void>()
  readonly #pages = new Map<string, ReturnType<PromptStore['eventsAfter']>>()
  #followers = 0
  #wakes = 0
  #generation = 0
  #poll: NodeJS.Timeout | undefined
  #unwatch = () => {}
  /** Runs while something was written a moment ago. */
  #looking: NodeJS.Timeout | undefined
  #nextLook = 0
  #isClosed = false

  constructor({ store, watchWrites = () => () => {} }: ChangeFeedOptions) {
    this.#store = store
    this.#watchWrites = watchWrites
  }

  /** Says that something may have changed. */
  wake(): void {
    this.#wakes += 1
    for (const go of [...this.#waiting]) go()
  }

  /** Ends what everybody follows. */
  close(): void {
    this.#isClosed = true
    this.#rest()
    this.wake()
  }

  /** The events after a generation, from now on without one, until `signal` or `close`. */
  async *follow(
    after: number | undefined,
    signal: AbortSignal,
  ): AsyncGenerator<LibraryEvent | FeedReset> {
    this.#enter()
    try {
      yield* this.#eventsAfter(after, signal)
    } finally {
      this.#leave()
    }
  }

  async *#eventsAfter(
    after: number | undefined,
    signal: AbortSignal,
  ): AsyncGenerator<LibraryEvent | FeedReset> {
    const isOver = () => signal.aborted || this.#isClosed
    let position = await this.#store.generation()
    // A number that is yet to come is of another library, or of this one before it was restored.
    if (after !== undefined && after > position) yield { type: 'reset', generation: position }
    else position = after ?? position
    while (!isOver()) {
      const wakes = this.#wakes
      const { events, complete } = await this.#read(position)
      if (!complete) {
        position = await this.#store.generation()
        yield { type: 'reset', generation: position }
        continue
      }
      for (const event of events) {
        if (isOver()) return
        position = event.generation
        yield event
      }
      if (events.length === 0 && wakes === this.#wakes) await this.#woken(signal)
    }
  }

  /** Followers are mostly at the same place, so one read serves all of them. */
  #read(after: number): ReturnType<PromptStore['eventsAfter']> {
    const key = `${after} ${this.#wakes}`
    const known = this.#pages.get(key)
    if (known !== undefined) return known
    const page = this.#store.eventsAfter(after, pageSize).finally(() => this.#pages.delete(key))
    this.#pages.set(key, page)
    return page
  }

  #woken(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const go = () => {
        this.#waiting.delete(go)
        signal.removeEventListener('abort', go)
        resolve()
      }
      this.#waiting.add(go)
      signal.addEventListener('abort', go)
      if (signal.aborted || this.#isClosed) go()
    })
  }

  #enter(): void {
    this.#followers += 1
    if (this.#poll !== undefined || this.#isClosed) return
    this.#poll = setInterval(() => void this.#look(), pollMs).unref()
    this.#unwatch = this.#watchWrites(() => this.#lookSoon())
  }

  #leave(): void {
    this.#followers -= 1
    if (this.#followers === 0) this.#rest()
  }

  /** Looks no more until somebody follows. */
  #rest(): void {
    this.#unwatch()
    this.#unwatch = () => {}
    clearInterval(this.#poll)
    this.#poll = undefined
    clearTimeout(this.#looking)
    this.#looking = undefined
  }

  /** From now on a few times; writes without end are looked for at the shortest pause. */
  #lookSoon(look = 0): void {
    const isSooner = look === 0 && this.#nextLook > 0
    if (this.#looking !== undefined && !isSooner) return
    clearTimeout(this.#looking)
    this.#nextLook = look
    this.#looking = setTimeout(() => {
      this.#looking = undefined
      void this.#look()
      if (look + 1 < looksMs.length) this.#lookSoon(look + 1)
    }, looksMs[look]).unref()
  }

  async #look(): Promise<void> {
    try {
      const generation = await this.#store.generation()
      if (generation === this.#generation) return
      this.#generation = generation
      this.wake()
    } catch {
      // The store is busy or about to close; the next look is a second away.
    }
  }
}
