import type { PromptStore } from '@promptbin/prompt-store'

/** How soon a use is written. Sorting by use needs no better, and a burst is one write. */
const flushIntervalMs = 1_000

/** As many prompts as wait to be written; uses beyond that are not noted. */
const maxWaiting = 1_000

/**
 * Notes when prompts were last rendered: in memory first, so that rendering never waits for a
 * write, and in the store at most once a second.
 */
export class UseLog {
  readonly #store: Pick<PromptStore, 'noteUses'>
  readonly #now: () => number
  readonly #onLost: (error: unknown) => void
  /** When each prompt was used last, ms since 1970, by id. */
  #waiting = new Map<string, number>()
  #timer: NodeJS.Timeout | undefined
  #writing: Promise<void> = Promise.resolve()

  constructor(options: {
    readonly store: Pick<PromptStore, 'noteUses'>
    readonly now: () => number
    /** Told when a write failed; what it held is not tried again. */
    readonly onLost: (error: unknown) => void
  }) {
    this.#store = options.store
    this.#now = options.now
    this.#onLost = options.onLost
  }

  /** Notes that a prompt was used now, under its own id. Never fails and never waits. */
  note(id: string): void {
    if (this.#waiting.size >= maxWaiting && !this.#waiting.has(id)) return
    this.#waiting.set(id, this.#now())
    this.#timer ??= setTimeout(() => void this.#flush(), flushIntervalMs).unref()
  }

  /** Writes what still waits. */
  async close(): Promise<void> {
    clearTimeout(this.#timer)
    await this.#flush()
  }

  #flush(): Promise<void> {
    this.#timer = undefined
    const uses = Array.from(this.#waiting, ([id, at]) => ({ id, at }))
    this.#waiting = new Map()
    this.#writing = this.#writing.then(() => this.#write(uses))
    return this.#writing
  }

  async #write(uses: readonly { readonly id: string; readonly at: number }[]): Promise<void> {
    if (uses.length === 0) return
    try {
      await this.#store.noteUses(uses)
    } catch (error) {
      this.#onLost(error)
    }
  }
}
