const minuteMs = 60_000

/** The present minute, and an hour and five minutes before it. */
export const minutesKept = 66

/** How often something happened in each of the last minutes; in 4 bytes each. */
export class MinuteCounts {
  readonly #counts = new Uint32Array(minutesKept)
  #newest: number

  /** `atMs` is any moment of the first minute. */
  constructor(atMs: number) {
    this.#newest = Math.floor(atMs / minuteMs)
  }

  /** Counts once; a clock that was set back counts for the newest minute. */
  add(atMs: number): void {
    this.#advance(Math.floor(atMs / minuteMs))
    this.#counts[this.#newest % minutesKept] = this.#of(this.#newest) + 1
  }

  /** How often between so many minutes ago (0 is the present one) and so many, both included. */
  sum(nowMs: number, fromAgo: number, toAgo: number): number {
    const now = Math.max(Math.floor(nowMs / minuteMs), this.#newest)
    let total = 0
    for (let minute = now - fromAgo; minute <= now - toAgo; minute++) total += this.#of(minute)
    return total
  }

  /** Pairs of a minute since 1970 and its count, oldest first. */
  toJSON(): readonly (readonly [minute: number, count: number])[] {
    const minutes = Array.from({ length: minutesKept }, (_, ago) => this.#newest - ago).reverse()
    return minutes
      .map((minute) => [minute, this.#of(minute)] as const)
      .filter(([, count]) => count > 0)
  }

  /** From what `toJSON` gave; what is none of it is passed over. */
  static from(value: unknown, atMs: number): MinuteCounts {
    const counts = new MinuteCounts(atMs)
    for (const pair of Array.isArray(value) ? value : []) {
      const [minute, count] = Array.isArray(pair) ? pair : []
      if (!isCount(minute) || !isCount(count) || minute * minuteMs > atMs) continue
      if (counts.#newest - minute < minutesKept) counts.#counts[minute % minutesKept] = count
    }
    return counts
  }

  #of(minute: number): number {
    if (minute > this.#newest || this.#newest - minute >= minutesKept || minute < 0) return 0
    return this.#counts[minute % minutesKept] ?? 0
  }

  #advance(minute: number): void {
    const passed = Math.min(minute - this.#newest, minutesKept)
    for (let next = 1; next <= passed; next++) {
      this.#counts[(minute - passed + next) % minutesKept] = 0
    }
    this.#newest = Math.max(this.#newest, minute)
  }
}

const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) < 2 ** 32
