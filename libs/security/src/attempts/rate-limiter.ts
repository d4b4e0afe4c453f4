export interface RateLimiterOptions {
  /** How many a second in the long run. */
  readonly perSecond: number
  /** How many at once after a pause. */
  readonly burst: number
  /** Milliseconds, from any moment on. */
  readonly now: () => number
}

interface Bucket {
  tokens: number
  filledAtMs: number
}

/** Beyond this the one that has been idle longest is forgotten, and has its full burst again. */
const maxBuckets = 10_000

/** Counts how often somebody comes: a token bucket for each. */
export class RateLimiter {
  readonly #options: RateLimiterOptions
  readonly #buckets = new Map<string, Bucket>()

  constructor(options: RateLimiterOptions) {
    this.#options = options
  }

  /** Takes one. Gives 0, or in how many seconds there will be one again. */
  take(who: string): number {
    const bucket = this.#fill(who)
    if (bucket.tokens < 1) return this.#waitSeconds(bucket)
    bucket.tokens -= 1
    return 0
  }

  /** What `take` would give, without taking one. */
  waitSeconds(who: string): number {
    const bucket = this.#buckets.get(who)
    return bucket === undefined ? 0 : this.#waitSeconds(this.#fill(who))
  }

  #waitSeconds({ tokens }: Bucket): number {
    return tokens >= 1 ? 0 : Math.ceil((1 - tokens) / this.#options.perSecond)
  }

  #fill(who: string): Bucket {
    const { perSecond, burst, now } = this.#options
    const nowMs = now()
    const known = this.#buckets.get(who)
    if (known !== undefined) {
      known.tokens = Math.min(
        burst,
        known.tokens + ((nowMs - known.filledAtMs) / 1_000) * perSecond,
      )
      known.filledAtMs = nowMs
      return known
    }
    if (this.#buckets.size >= maxBuckets) this.#forgetIdle()
    const bucket = { tokens: burst, filledAtMs: nowMs }
    this.#buckets.set(who, bucket)
    return bucket
  }

  /** Those whose bucket is full again are as if they had never come; else the first must go. */
  #forgetIdle(): void {
    const { perSecond, burst, now } = this.#options
    const [first] = this.#buckets.keys()
    const fullAfterMs = (burst / perSecond) * 1_000
    const nowMs = now()
    for (const [who, { filledAtMs }] of this.#buckets) {
      if (nowMs - filledAtMs >= fullAfterMs) this.#buckets.delete(who)
    }
    if (first !== undefined && this.#buckets.size >= maxBuckets) this.#buckets.delete(first)
  }
}
