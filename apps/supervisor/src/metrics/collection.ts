/** One question to all processes, and who has not answered it yet. */
export class Collection {
  readonly id: string
  readonly #waitingFor = new Set<number>()
  readonly #done = Promise.withResolvers<void>()

  constructor(id: string) {
    this.id = id
  }

  /** The process was asked. */
  expect(processId: number): void {
    this.#waitingFor.add(processId)
  }

  /** The process has answered, or never will. */
  answered(processId: number): void {
    this.#waitingFor.delete(processId)
    if (this.#waitingFor.size === 0) this.#done.resolve()
  }

  /** Settles when nobody is waited for any more, after `deadlineMs` at the latest. */
  async complete(deadlineMs: number): Promise<void> {
    if (this.#waitingFor.size === 0) return
    const timer = setTimeout(this.#done.resolve, deadlineMs)
    await this.#done.promise
    clearTimeout(timer)
  }
}
