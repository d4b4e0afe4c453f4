import type { Breaker, BreakerState } from '@promptbin/breaker'
import { LOG_LEVELS, type LogLevel } from '@promptbin/logging'
import type { LogSinkFigures } from '../../log/log-metrics.ts'
import { sinkRefused } from '../errors.ts'
import type { Delivery, Sink } from '../sink.ts'
import { type Batch, BatchQueue } from './batch-queue.ts'
import { createSinkBreaker } from './sink-breaker.ts'

export type LossReason = 'queue_full' | 'too_long' | 'refused' | 'shutdown'

export interface ShipperOptions {
  readonly name: string
  /** The least severe lines that are sent. */
  readonly level: LogLevel
  readonly queueBytes: number
  readonly sink: Sink
  /** Told that it does not get through, at most once a minute; and that it does again. */
  readonly onTrouble: (error: unknown) => void
  readonly onRecovered: (lostLines: number) => void
  readonly timing?: Partial<ShippingTiming>
  /** From 0 to below 1; many instances shall not come back to a collector at the same moment. */
  readonly random?: () => number
}

/** The breaker before a sink. */
export interface ShownSink {
  readonly name: string
  readonly state: BreakerState
  readonly reason: unknown
}

/** How long what may take. */
export interface ShippingTiming {
  /** So long a line waits for others. */
  readonly lingerMs: number
  /** After that an attempt is given up. */
  readonly attemptMs: number
  /** Between the first two attempts; each further pause is twice as long, up to the longest. */
  readonly firstPauseMs: number
  readonly longestPauseMs: number
}

const usualTiming: ShippingTiming = {
  lingerMs: 1_000,
  attemptMs: 10_000,
  firstPauseMs: 1_000,
  longestPauseMs: 60_000,
}

/** The log must not be filled with how badly it is sent. */
const leastBetweenTroublesMs = 60_000

/**
 * Brings lines to one sink, in order, one batch after the other. Whoever adds a line never waits: what
 * does not get through is held within the bounds of the queue, tried again with growing pauses, and
 * counted when it is dropped. A batch whose answer was lost may arrive twice.
 */
export class Shipper {
  readonly #options: ShipperOptions
  readonly #timing: ShippingTiming
  readonly #queue: BatchQueue
  readonly #lost: Record<LossReason, number> = {
    queue_full: 0,
    too_long: 0,
    refused: 0,
    shutdown: 0,
  }
  readonly #leastSevere: number
  readonly #ended = new AbortController()
  readonly #breaker: Breaker
  #linger: NodeJS.Timeout | undefined
  #running: Promise<void> | undefined
  #lastFault: unknown
  #isTroubled = false
  #lastTroubleMs = Number.NEGATIVE_INFINITY
  #lostWhenTroubled = 0

  constructor(options: ShipperOptions) {
    this.#options = options
    this.#timing = { ...usualTiming, ...options.timing }
    this.#leastSevere = LOG_LEVELS.indexOf(options.level)
    this.#queue = new BatchQueue({
      maxBytes: options.queueBytes,
      onDropped: (reason, lines) => this.#lose(reason, lines),
    })
    this.#breaker = createSinkBreaker({
      ...this.#timing,
      ...options,
      onFault: (error) => {
        this.#lastFault = error
      },
    })
  }

  /** Whether it is left alone, and why it was last. */
  get breaker(): ShownSink {
    const { name } = this.#options
    return { name, state: this.#breaker.state(), reason: this.#lastFault }
  }

  /** What is lost and what waits. */
  get figures(): LogSinkFigures {
    return {
      sink: this.#options.name,
      lostLines: { ...this.#lost },
      waitingBytes: this.#queue.bytes,
    }
  }

  /** Takes a line; returns at once. */
  add(level: LogLevel, text: string): void {
    if (LOG_LEVELS.indexOf(level) < this.#leastSevere || this.#ended.signal.aborted) return
    this.#queue.add(text)
    if (this.#running !== undefined) return
    if (this.#queue.hasBatch) this.#start()
    else this.#linger ??= setTimeout(() => this.#flush(), this.#timing.lingerMs).unref()
  }

  /** Sends what waits within the time, then forgets the rest and counts it. */
  async close(timeoutMs: number): Promise<void> {
    const deadline = setTimeout(() => this.#ended.abort(), timeoutMs)
    this.#flush()
    // Whoever closes us wants an attempt now; the next pauses are pauses again.
    this.#breaker.recover()
    await this.#running
    clearTimeout(deadline)
    this.#ended.abort()
    const left = this.#queue.clear()
    if (left > 0) this.#lose('shutdown', left)
    this.#options.sink.close()
    this.#breaker.close()
  }

  #flush(): void {
    clearTimeout(this.#linger)
    this.#linger = undefined
    this.#queue.seal()
    this.#start()
  }

  #start(): void {
    clearTimeout(this.#linger)
    this.#linger = undefined
    if (this.#running !== undefined || !this.#queue.hasBatch) return
    this.#running = this.#sendAll().finally(() => {
      this.#running = undefined
      // What came meanwhile, and is no batch yet.
      if (this.#queue.bytes > 0 && !this.#ended.signal.aborted) {
        this.#linger = setTimeout(() => this.#flush(), this.#timing.lingerMs).unref()
      }
    })
  }

  async #sendAll(): Promise<void> {
    for (let batch = this.#queue.first(); batch; batch = this.#queue.first()) {
      await this.#breaker.admitted(this.#ended.signal)
      if (this.#ended.signal.aborted) return
      const sent = batch
      try {
        const { refused = 0, tooLong = 0 } = await this.#breaker.run(() => this.#send(sent))
        this.#queue.remove()
        this.#lose('refused', refused)
        this.#lose('too_long', tooLong)
        if (refused === 0) this.#recover()
        else this.#tellTrouble(sinkRefused(this.#options.name, refused))
      } catch (error) {
        this.#tellTrouble(error)
      }
    }
  }

  #send(batch: Batch): Promise<Delivery> {
    const attempt = AbortSignal.timeout(this.#timing.attemptMs)
    return this.#options.sink.send(batch, AbortSignal.any([attempt, this.#ended.signal]))
  }

  #lose(reason: LossReason, lines: number): void {
    this.#lost[reason] += lines
  }

  #tellTrouble(error: unknown): void {
    const now = performance.now()
    if (!this.#isTroubled) this.#lostWhenTroubled = this.#lostLines
    this.#isTroubled = true
    if (now - this.#lastTroubleMs < leastBetweenTroublesMs) return
    this.#lastTroubleMs = now
    this.#options.onTrouble(error)
  }

  #recover(): void {
    if (!this.#isTroubled) return
    this.#isTroubled = false
    this.#options.onRecovered(this.#lostLines - this.#lostWhenTroubled)
  }

  get #lostLines(): number {
    return Object.values(this.#lost).reduce((sum, lines) => sum + lines, 0)
  }
}
