/** How long what ended since the last look took. */
export interface Latency {
  readonly count: number
  /** So long at most did 99 of 100 take; 0 when there was none. */
  readonly p99Ms: number
}

const LEAST_MS = 0.1
/** Each is a fifth longer than the one before, so that is how exact a percentile is. */
const BUCKETS_PER_DOUBLING = 4
/** Up to two minutes; nothing that is answered takes longer. */
const BUCKETS = 80
const PERCENTILE = 0.99

/** Counts times by their length, in an array: it is done for every request. */
export class LatencyWindow {
  readonly #counts = new Uint32Array(BUCKETS)
  #count = 0

  record(durationMs: number): void {
    const exact = Math.ceil(Math.log2(durationMs / LEAST_MS) * BUCKETS_PER_DOUBLING)
    const index = Math.min(Math.max(0, exact), BUCKETS - 1)
    this.#counts[index] = (this.#counts[index] ?? 0) + 1
    this.#count += 1
  }

  /** What came together, and begins anew. */
  take(): Latency {
    const count = this.#count
    const p99Ms = count === 0 ? 0 : this.#upperBoundOf(count * PERCENTILE)
    this.#counts.fill(0)
    this.#count = 0
    return { count, p99Ms }
  }

  #upperBoundOf(wanted: number): number {
    let seen = 0
    const index = this.#counts.findIndex((count) => {
      seen += count
      return seen >= wanted
    })
    return LEAST_MS * 2 ** (index / BUCKETS_PER_DOUBLING)
  }
}
