import type { ServerResponse } from 'node:http'

export interface SlotLimits {
  /** Requests that are worked on at once. */
  readonly maxActive: number
  /** Requests that may wait for that. */
  readonly maxWaiting: number
  /** How long one may wait: whoever waits longer is better told so. */
  readonly maxWaitMs: number
  /**
   * After this long a request whose answer has begun counts no longer: it waits for a person or for
   * news, and does no work.
   */
  readonly countedMs: number
}

export interface SlotsOptions extends SlotLimits {
  /** Milliseconds, from any moment on. */
  readonly now: () => number
}

/** What became of a request that had to wait. */
export type Waited = (outcome: 'admitted' | 'too late') => void

interface Waiting {
  readonly response: ServerResponse
  readonly timer: NodeJS.Timeout
  readonly then: Waited
}

/** A request that has a slot. */
interface Held {
  readonly response: ServerResponse
  readonly sinceMs: number
}

/** How often it is looked for requests that count no longer. */
const sweepMs = 100

/** How many requests are worked on at once, and who waits for that. A slot is free when its answer is. */
export class Slots {
  readonly #options: SlotsOptions
  /**
   * A list with gaps, not a Map: where entries come and go, a Map leaves tables behind that keep
   * what they held from every minor collection.
   */
  readonly #held: (Held | undefined)[] = []
  readonly #gaps: number[] = []
  readonly #waiting = new Set<Waiting>()
  #sweptAtMs = Number.NEGATIVE_INFINITY

  constructor(options: SlotsOptions) {
    this.#options = options
  }

  get active(): number {
    return this.#held.length - this.#gaps.length
  }

  get waiting(): number {
    return this.#waiting.size
  }

  /** Takes a slot at once if one is free and nobody waits. */
  take(response: ServerResponse): boolean {
    if (this.#waiting.size > 0 || this.#isFull()) return false
    this.#hold(response)
    return true
  }

  /** Waits for a slot; false if too many wait already, and then `then` is not called. */
  wait(response: ServerResponse, then: Waited): boolean {
    const { maxWaiting, maxWaitMs } = this.#options
    if (this.#waiting.size >= maxWaiting) return false
    const timer = setTimeout(() => {
      this.#waiting.delete(waiting)
      if (!isOver(response)) then('too late')
    }, maxWaitMs)
    const waiting = { response, timer, then }
    this.#waiting.add(waiting)
    return true
  }

  #hold(response: ServerResponse): void {
    const held = { response, sinceMs: this.#options.now() }
    const place = this.#gaps.pop() ?? this.#held.length
    this.#held[place] = held
    response.on('close', () => {
      if (this.#held[place] !== held) return
      this.#free(place)
      this.#admitNext()
    })
  }

  #free(place: number): void {
    this.#held[place] = undefined
    this.#gaps.push(place)
  }

  #admitNext(): void {
    for (const waiting of this.#waiting) {
      if (this.active >= this.#options.maxActive) return
      this.#waiting.delete(waiting)
      clearTimeout(waiting.timer)
      // Who has left, or was told that his time is over, needs no slot.
      if (isOver(waiting.response)) continue
      this.#hold(waiting.response)
      waiting.then('admitted')
    }
  }

  #isFull(): boolean {
    const { maxActive, countedMs, now } = this.#options
    if (this.active < maxActive) return false
    const nowMs = now()
    if (nowMs - this.#sweptAtMs < sweepMs) return true
    this.#sweptAtMs = nowMs
    for (const [place, held] of this.#held.entries()) {
      if (held?.response.headersSent && nowMs - held.sinceMs >= countedMs) this.#free(place)
    }
    return this.active >= maxActive
  }
}

function isOver(response: ServerResponse): boolean {
  return response.destroyed || response.writableEnded
}
