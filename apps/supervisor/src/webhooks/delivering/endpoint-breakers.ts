import { type Breaker, type BreakerState, createBreaker, worstState } from '@promptbin/breaker'
import { webhookLeftAlone } from '../errors.ts'

/** Of fewer messages within 10 s nothing is concluded. */
const leastCalls = 5

/** So long a receiver that fails is left alone. */
const resetTimeoutMs = 60_000

/** An attempt that has failed, as the breaker sees it. */
export class FailedAttempt extends Error {}

/** One breaker for each receiver, so that one that is away costs the others nothing. */
export class EndpointBreakers {
  readonly #breakers = new Map<string, Breaker>()

  /** Throws `PB_WEBHOOK_LEFT_ALONE` without trying while it is open, else what `call` throws. */
  run<Answer>(endpoint: string, call: () => Promise<Answer>): Promise<Answer> {
    return this.#of(endpoint).run(call)
  }

  /** Of the receiver that is worst off. */
  get worstState(): BreakerState {
    return worstState([...this.#breakers.values()].map((breaker) => breaker.state()))
  }

  /** A receiver was removed, or is another one. */
  forget(endpoint: string): void {
    this.#breakers.get(endpoint)?.close()
    this.#breakers.delete(endpoint)
  }

  close(): void {
    for (const endpoint of [...this.#breakers.keys()]) this.forget(endpoint)
  }

  #of(endpoint: string): Breaker {
    const known = this.#breakers.get(endpoint)
    if (known) return known
    const made = createBreaker({
      leastCalls,
      resetTimeoutMs,
      isFault: (error) => error instanceof FailedAttempt,
      unavailable: (cause, seconds) => webhookLeftAlone.with({ cause }, seconds),
    })
    this.#breakers.set(endpoint, made)
    return made
  }
}
