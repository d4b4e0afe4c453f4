interface Waiter {
  readonly isMet: () => boolean
  readonly resolve: () => void
  readonly reject: (error: Error) => void
}

/** Those who wait until something is as it should be. */
export class Waiters {
  #waiting: readonly Waiter[] = []

  /** Settles when a check finds that it is so; throws what `fail` was given. */
  when(isMet: () => boolean): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    // Not everybody who asks for something waits for it.
    promise.catch(() => {})
    if (isMet()) resolve()
    else this.#waiting = [...this.#waiting, { isMet, resolve, reject }]
    return promise
  }

  check(): void {
    const waiting = this.#waiting
    this.#waiting = waiting.filter(({ isMet }) => !isMet())
    for (const waiter of waiting) if (!this.#waiting.includes(waiter)) waiter.resolve()
  }

  fail(error: Error): void {
    const waiting = this.#waiting
    this.#waiting = []
    for (const { reject } of waiting) reject(error)
  }
}
