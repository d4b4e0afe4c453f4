/** Lets through while it is open; who comes while it is closed waits until it opens. */
export class Gate {
  #opening = Promise.withResolvers<void>()
  #isOpen = false

  open(): void {
    this.#isOpen = true
    this.#opening.resolve()
  }

  close(): void {
    // Those who wait already wait for the same opening.
    if (this.#isOpen) this.#opening = Promise.withResolvers<void>()
    this.#isOpen = false
  }

  get passage(): Promise<void> {
    return this.#opening.promise
  }
}
