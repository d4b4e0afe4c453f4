import { followLoopLag, type LoopLag } from '@promptbin/metrics'

/** What there is too much of; a label of the metric. */
export type Strain = 'loop_delay' | 'memory'

export interface StrainLimits {
  /** Of the mean within a sample; 0 is no limit. */
  readonly maxLoopDelayMs: number
  /** 0 is no limit. */
  readonly maxRssBytes: number
  /** How often it is judged; 250 unless told. */
  readonly sampleMs?: number
}

const DEFAULT_SAMPLE_MS = 250
/** How exactly the loop is measured while anybody asks. */
const RESOLUTION_MS = 10
/** After so many samples in which nobody asked, nothing is measured any more. */
const IDLE_SAMPLES = 8

/**
 * Measures how a process copes, but only while somebody asks: so fine a timer costs an idle process
 * 0.6 % of a core.
 */
export class StrainWatch {
  readonly #limits: StrainLimits
  #strain: Strain | undefined
  #lag: LoopLag | undefined
  #timer: NodeJS.Timeout | undefined
  #samplesWithoutAsking = 0

  constructor(limits: StrainLimits) {
    this.#limits = limits
  }

  /** Whether somebody asked a short while ago. */
  get isMeasuring(): boolean {
    return this.#timer !== undefined
  }

  /** What there is too much of, as of the last sample; undefined when all is well. */
  ask(): Strain | undefined {
    this.#samplesWithoutAsking = 0
    if (this.#timer === undefined) this.#start()
    return this.#strain
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#lag?.stop()
    this.#timer = undefined
    this.#strain = undefined
  }

  #start(): void {
    const { maxLoopDelayMs, maxRssBytes, sampleMs = DEFAULT_SAMPLE_MS } = this.#limits
    if (maxLoopDelayMs === 0 && maxRssBytes === 0) return
    this.#lag = followLoopLag(RESOLUTION_MS)
    this.#timer = setInterval(() => this.#sample(), sampleMs).unref()
  }

  #sample(): void {
    this.#samplesWithoutAsking += 1
    if (this.#samplesWithoutAsking > IDLE_SAMPLES) {
      this.stop()
      return
    }
    this.#strain = this.#judge()
    this.#lag?.histogram.reset()
  }

  #judge(): Strain | undefined {
    const { maxLoopDelayMs, maxRssBytes } = this.#limits
    const { count = 0, mean = 0 } = this.#lag?.histogram ?? {}
    if (maxLoopDelayMs > 0 && count > 0 && mean / 1e6 > maxLoopDelayMs) return 'loop_delay'
    return maxRssBytes > 0 && process.memoryUsage.rss() > maxRssBytes ? 'memory' : undefined
  }
}
