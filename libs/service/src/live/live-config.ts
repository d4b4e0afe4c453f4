import { type Config, changedSettings } from '@promptbin/config'

/** What a process does when certain settings change while it runs. */
export interface LiveEffect {
  /** By which it is called: one of them has changed. `logging.level` */
  readonly keys: readonly string[]
  /** Why this process cannot go by the new values, in a sentence; null when it can. Changes nothing. */
  readonly check?: (next: Config) => string | null
  /** Makes the new values act. What it throws is a refusal as well; a later call may take it back. */
  readonly apply?: (next: Config) => void | Promise<void>
}

/**
 * The configuration that a process goes by, which may become another one while it runs. What asks
 * `current` at each use needs nothing more; what holds on to a value says by `onChange` how the new
 * one is made to act. A change is taken as a whole or not at all.
 */
export class LiveConfig {
  readonly #effects: LiveEffect[] = []
  #current: Config
  #taking: Promise<unknown> = Promise.resolve()

  constructor(config: Config) {
    this.#current = config
  }

  get current(): Config {
    return this.#current
  }

  /** From now on the effect takes part in every change; the order is that of these calls. */
  onChange(...effects: readonly LiveEffect[]): void {
    this.#effects.push(...effects)
  }

  /**
   * Goes by another configuration from now on. Settles with null, or with a sentence that says why
   * it could not; then everything is as before. One call after the other; never rejects.
   */
  take(next: Config): Promise<string | null> {
    const taken = this.#taking.then(() => this.#take(next))
    this.#taking = taken
    return taken
  }

  async #take(next: Config): Promise<string | null> {
    const before = this.#current
    const changed = new Set(changedSettings(before, next))
    const effects = this.#effects.filter(({ keys }) => keys.some((key) => changed.has(key)))
    const problem = effects.map(({ check }) => check?.(next) ?? null).find((one) => one !== null)
    if (problem !== undefined) return problem
    this.#current = next
    const applied: LiveEffect[] = []
    try {
      for (const effect of effects) {
        applied.push(effect)
        await effect.apply?.(next)
      }
      return null
    } catch (error) {
      this.#current = before
      for (const { apply } of applied.reverse()) {
        // What worked a moment ago works again; if not, the one that failed first is the news.
        await Promise.resolve(apply?.(before)).catch(() => {})
      }
      return error instanceof Error ? error.message : String(error)
    }
  }
}
