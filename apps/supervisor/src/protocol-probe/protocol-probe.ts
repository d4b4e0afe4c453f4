import type { Breaker, BreakerState } from '@promptbin/breaker'
import { type Live, valueNow } from '@promptbin/service'
import type { LifecycleEvent } from '../supervision/lifecycle-event.ts'
import { createProbeBreaker, Unserved } from './probe-breaker.ts'
import { type Era, eras, type RoundTrip, type RoundTrips } from './round-trip/round-trip.ts'

export interface ProtocolProbeOptions {
  /** From the end of a round to the next one. 0: none is taken. */
  readonly intervalMs: Live<number>
  /** Takes a round, in which every era has its turn. Never rejects. */
  readonly ask: (signal: AbortSignal) => Promise<RoundTrips>
  /** Whether a gateway is there to be asked. */
  readonly isServed: () => boolean
}

/** Told that the breaker has changed, and what went wrong last. */
export type ProbeBreakerListener = (state: BreakerState, reason: Error | undefined) => void

/** After a gateway has come: its first clients go before us. */
const soonMs = 5_000

/** After a failure, so that one which is over is soon known to be; a round takes 0.4 s of CPU. */
const againMs = 30_000

/** Knows whether clients of both eras are served, as it is such a client itself from time to time. */
export class ProtocolProbe {
  readonly #options: ProtocolProbeOptions
  readonly #listeners: (() => void)[] = []
  readonly #stopped = new AbortController()
  readonly #breaker: Breaker
  #onBreaker: ProbeBreakerListener = () => {}
  #last: RoundTrips | undefined
  #timer: NodeJS.Timeout | undefined
  #current: Promise<void> | undefined
  /** Since the last round began a gateway has ended or was asked to, which may be why it failed. */
  #isDisturbed = false
  /** A failure that may have been for that reason was passed over, once. */
  #isLenient = true

  constructor(options: ProtocolProbeOptions) {
    this.#options = options
    this.#breaker = createProbeBreaker(againMs, (...change) => this.#onBreaker(...change))
  }

  /** Closed while clients of both eras are served, as far as is known. */
  get breakerState(): BreakerState {
    return this.#breaker.state()
  }

  /** Called when the breaker changes, with what went wrong last. */
  onBreaker(listener: ProbeBreakerListener): void {
    this.#onBreaker = listener
  }

  /** Whether rounds are taken at all. */
  get isOn(): boolean {
    return valueNow(this.#options.intervalMs) > 0
  }

  /** The interval is another one: the next round is so far off, or there is none. */
  reschedule(): void {
    this.#schedule(valueNow(this.#options.intervalMs))
  }

  /** Whether a gateway is there to be asked. */
  get isServed(): boolean {
    return this.#options.isServed()
  }

  /** How the last round went; undefined before the first. */
  last(era: Era): RoundTrip | undefined {
    return this.#last?.[era]
  }

  /** Called after each round that counts. */
  onRound(listener: () => void): void {
    this.#listeners.push(listener)
  }

  /** Takes note of what happens to processes: a gateway that comes is asked soon. */
  see({ service, type }: Pick<LifecycleEvent, 'service' | 'type'>): void {
    if (service !== 'mcp-gateway') return
    if (type === 'exited' || type === 'draining') this.#isDisturbed = true
    if (type === 'ready') this.#schedule(soonMs)
  }

  /** Takes a round now, or waits for the one that is under way. Never rejects. */
  probe(): Promise<void> {
    this.#current ??= this.#round().finally(() => {
      this.#current = undefined
    })
    return this.#current
  }

  /** Ends a round that is under way. */
  stop(): void {
    this.#unschedule()
    this.#stopped.abort()
    this.#breaker.close()
  }

  #schedule(ms: number): void {
    this.#unschedule()
    if (this.#stopped.signal.aborted || !this.isOn) return
    this.#timer = setTimeout(() => void this.probe(), ms).unref()
  }

  #unschedule(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  async #round(): Promise<void> {
    this.#unschedule()
    const nextMs = await this.#take()
    // A gateway that came meanwhile has asked for a sooner one.
    if (this.#timer === undefined) this.#schedule(nextMs)
  }

  /** Gives the time until the next round. */
  async #take(): Promise<number> {
    const intervalMs = valueNow(this.#options.intervalMs)
    const { signal } = this.#stopped
    if (!this.isOn || !this.isServed || signal.aborted) return intervalMs
    this.#isDisturbed = false
    const { trips, hasFailed, isPassedOver } = await this.#ask(signal)
    if (signal.aborted) return intervalMs
    if (isPassedOver) return soonMs
    this.#last = trips
    for (const listener of this.#listeners) listener()
    return hasFailed ? Math.min(againMs, intervalMs) : intervalMs
  }

  /** Each round is a trial of its own: they are far apart, and who wants one now knows why. */
  async #ask(signal: AbortSignal) {
    const round = async () => {
      const trips = await this.#options.ask(signal)
      const hasFailed = eras.some((era) => !trips[era].isSuccess)
      const isPassedOver = hasFailed && this.#isDisturbed && this.#isLenient
      this.#isLenient = !isPassedOver
      const outcome = { trips, hasFailed, isPassedOver }
      if (hasFailed) throw new Unserved(outcome, isPassedOver || signal.aborted)
      return outcome
    }
    return this.#breaker.insist(round).catch((error: unknown) => {
      if (error instanceof Unserved) return error.outcome
      throw error
    })
  }
}
