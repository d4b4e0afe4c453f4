import CircuitBreaker from 'opossum'
import type { BreakerState } from './breaker-state.ts'
import { buckets, openWindow, type RollingWindow, windowMs } from './rolling-window.ts'
import { createWaiting } from './waiting.ts'

export interface BreakerOptions {
  /** Of fewer calls within 10 s nothing is concluded. */
  readonly leastCalls: number
  /** How long it stays open before one call is let through; spread by a fifth either way. */
  readonly resetTimeoutMs: number
  /** Each trial that fails doubles that time, up to this one; it stays the same unless told. */
  readonly longestResetMs?: number
  /** Of the calls that count, so many per cent may fail: 50 unless told; with 0 the first failure opens it. */
  readonly mostFailuresPercent?: number
  /** Whether a failure tells that the other side is not well; all else is an answer that it gave. */
  readonly isFault: (error: unknown) => boolean
  /** Whether a failure that counts opens it alone, as one that took long; unless told, none does. */
  readonly isDecisive?: (error: unknown) => boolean
  /** Whether a failure tells nothing of it, as when whoever asked has left; unless told, none does. */
  readonly isSilent?: (error: unknown) => boolean
  /** What a call fails with that is not made; `seconds` is about how long that goes on. */
  readonly unavailable: (cause: Error, seconds: number) => Error
  readonly onState?: (state: BreakerState) => void
  /** Told of each failure that counts. */
  readonly onFault?: (error: unknown) => void
  /** 0 to 1, drawn once: several processes shall not all try again in the same moment. */
  readonly random?: () => number
  /** Milliseconds on a clock that is never set. */
  readonly steady?: () => number
}

/** Lets calls through while the other side is well, and fails them at once while it is not. */
export interface Breaker {
  /**
   * Makes the call, which has to end by itself. `isTrial` says that all others wait for what comes of
   * it. Throws what `unavailable` gives without trying while open, else what the call throws.
   */
  run<Answer>(call: (isTrial: boolean) => Promise<Answer>): Promise<Answer>
  /**
   * Makes the call although it is open, for who will know at once; that it succeeds closes it. Throws
   * what the call throws.
   */
  insist<Answer>(call: (isTrial: boolean) => Promise<Answer>): Promise<Answer>
  state(): BreakerState
  /** Settles when a call would be made, at once unless it is open; or when the signal aborts. */
  admitted(signal?: AbortSignal): Promise<void>
  /** Closes it: the other side was seen to be well. */
  recover(): void
  close(): void
}

/** A call, and how often the breaker had closed before it. */
interface Trial {
  readonly call: (isTrial: boolean) => Promise<unknown>
  readonly isTrial: boolean
  readonly closings: number
}

/** Of the calls that count, so many per cent may fail, unless told. */
const usualFailuresPercent = 50

/** opossum reads the time whenever it opens, and its types do not tell of it. */
interface WithOptions {
  readonly options: { resetTimeout: number }
}

/**
 * Guards what is not ours with opossum: opens when more than half of at least `leastCalls` calls
 * within 10 s fail, lets one through after a while, and closes when that succeeds. It has no timer
 * while it is closed.
 */
export function createBreaker(options: BreakerOptions): Breaker {
  const { isFault, isSilent = () => false, onState = () => {} } = options
  const window = openWindow(options.steady ?? (() => performance.now()))
  const waiting = createWaiting()
  let closings = 0

  // A filtered error counts as success. What was begun before the breaker closed tells nothing about
  // the time since, and one who left tells nothing about a trial.
  const isNoFailure = (error: unknown, trial?: Trial) => {
    if (circuit.closed && trial?.closings !== closings) return true
    return isSilent(error) ? !circuit.halfOpen : !isFault(error)
  }
  const circuit = createCircuit(options, window, isNoFailure)
  const { options: timing } = circuit as unknown as WithOptions
  grow(circuit, timing, options)
  circuit.on('open', () => onState('open'))
  circuit.on('halfOpen', () => {
    waiting.admit()
    onState('half-open')
  })
  circuit.on('close', () => {
    closings += 1
    // Without this the failures of the outage would open the breaker again at the next one.
    window.clear()
    waiting.admit()
    onState('closed')
  })

  const run = async <Answer>(call: (isTrial: boolean) => Promise<Answer>): Promise<Answer> => {
    window.turn()
    try {
      return (await circuit.fire({ call, isTrial: circuit.halfOpen, closings })) as Answer
    } catch (error) {
      if (!(error instanceof Error && CircuitBreaker.isOurError(error))) throw error
      throw options.unavailable(error, Math.ceil(timing.resetTimeout / 1_000))
    }
  }
  return {
    run,
    insist: async (call) => {
      if (circuit.closed || circuit.pendingClose) return run(call)
      const answer = await call(true)
      circuit.close()
      return answer
    },
    state: () => {
      if (circuit.halfOpen) return 'half-open'
      return circuit.opened ? 'open' : 'closed'
    },
    admitted: async (signal) => {
      if (circuit.opened) await waiting.wait(signal)
    },
    recover: () => circuit.close(),
    close: () => {
      circuit.shutdown()
      waiting.admit()
    },
  }
}

type Circuit = CircuitBreaker<[Trial], unknown>

function createCircuit(
  { leastCalls, mostFailuresPercent = usualFailuresPercent }: BreakerOptions,
  window: RollingWindow,
  errorFilter: (error: unknown, trial?: Trial) => boolean,
): Circuit {
  return new CircuitBreaker(({ call, isTrial }: Trial) => call(isTrial), {
    errorThresholdPercentage: mostFailuresPercent,
    // opossum's own default is 0, which opens at the first failure.
    volumeThreshold: leastCalls,
    rollingCountTimeout: windowMs,
    rollingCountBuckets: buckets,
    rotateBucketController: window.rotations,
    rollingPercentilesEnabled: false,
    enableSnapshots: false,
    // opossum's timer would leave the call running; each call has its own, which ends it.
    timeout: false,
    errorFilter,
  })
}

/** Has it stay open for longer with each trial that fails; closed, it begins anew. */
function grow(
  circuit: Circuit,
  timing: WithOptions['options'],
  { resetTimeoutMs, longestResetMs = 0, random = Math.random, ...options }: BreakerOptions,
): void {
  const spread = 0.8 + 0.4 * random()
  const firstMs = Math.round(resetTimeoutMs * spread)
  const longestMs = Math.max(firstMs, Math.round(longestResetMs * spread))
  timing.resetTimeout = firstMs
  // Told before it opens.
  circuit.on('failure', (error) => {
    if (circuit.halfOpen) timing.resetTimeout = Math.min(timing.resetTimeout * 2, longestMs)
    options.onFault?.(error)
    if (options.isDecisive?.(error)) circuit.open()
  })
  circuit.on('close', () => {
    timing.resetTimeout = firstMs
  })
}
