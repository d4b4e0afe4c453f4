/** A prompt that was used, and when last, in milliseconds since the epoch. */
export interface LastUse {
  readonly name: string
  readonly lastUsedAtMs: number
}

export interface UseReportsOptions {
  /** Tells prompt-web; rejects if that fails. */
  readonly report: (uses: readonly LastUse[]) => Promise<void>
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/** How soon prompt-web hears of a use: soon enough for "recently used", and a burst is one request. */
const intervalMs = 5_000

/** As many prompts as are held for one report, which prompt-web takes at once; others are not noted. */
const maxHeld = 1_000

/**
 * Collects the uses of prompts that prompt-web has not seen, because a copy was given out, and
 * tells of them every few seconds. While prompt-web is away they wait.
 */
export class UseReports {
  readonly #options: UseReportsOptions
  #held = new Map<string, number>()
  #timer: NodeJS.Timeout | undefined
  #reporting: Promise<void> = Promise.resolve()

  constructor(options: UseReportsOptions) {
    this.#options = options
  }

  /** Notes a use now. Never fails and never waits. */
  note(name: string): void {
    this.#hold(name, this.#options.now())
    this.#schedule()
  }

  /** Tells what is held, once; what cannot be told now is lost. */
  async close(): Promise<void> {
    clearTimeout(this.#timer)
    await this.#reporting
    await this.#report()
    clearTimeout(this.#timer)
  }

  #hold(name: string, lastUsedAtMs: number): void {
    const known = this.#held.get(name)
    if (known === undefined && this.#held.size >= maxHeld) return
    this.#held.set(name, Math.max(known ?? 0, lastUsedAtMs))
  }

  #schedule(): void {
    this.#timer ??= setTimeout(() => {
      this.#reporting = this.#report()
    }, intervalMs).unref()
  }

  async #report(): Promise<void> {
    const held = this.#held
    this.#timer = undefined
    if (held.size === 0) return
    this.#held = new Map()
    try {
      await this.#options.report(
        Array.from(held, ([name, lastUsedAtMs]) => ({ name, lastUsedAtMs })),
      )
    } catch {
      // Nobody waits for it, and the next report tells it as well.
      for (const [name, lastUsedAtMs] of held) this.#hold(name, lastUsedAtMs)
      this.#schedule()
    }
  }
}
