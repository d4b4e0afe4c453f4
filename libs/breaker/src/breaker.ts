import CircuitBreaker from 'opossum'
import type { BreakerState } from './breaker-state.ts'
import { buckets, openWindow, windowMs } from './rolling-window.ts'

export interface BreakerOptions {
  /** Of fewer calls within 10 s nothing is concluded. */
  readonly leastCalls: number
  /** How long it stays open before one call is let through; spread by a fifth either way. */
  readonly resetTimeoutMs: number
  /** Whether a failure tells that the other side is not well; all else is an answer that it gave. */
  readonly isFault: (error: unknown) => boolean
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
  state(): BreakerState
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

/** Of the calls that count, so many per cent may fail. */
const errorThresholdPercentage = 50

/**
 * Guards what is not ours with opossum: opens when more than half of at least `leastCalls` calls
 * within 10 s fail, lets one through after a while, and closes when that succeeds. It has no timer
 * while it is closed.
 */
export function createBreaker(options: BreakerOptions): Breaker {
  const { isFault, isSilent = () => false, onState = () => {}, onFault = () => {} } = options
  const { random = Math.random, steady = () => performance.now() } = options
  const resetTimeout = Math.round(options.resetTimeoutMs * (0.8 + 0.4 * random()))
  const window = openWindow(steady)
  let closings = 0

  // A filtered error counts as success. What was begun before the breaker closed tells nothing about
  // the time since, and one who left tells nothing about a trial.
  const isNoFailure = (error: unknown, trial?: Trial) => {
    if (circuit.closed && trial?.closings !== closings) return true
    return isSilent(error) ? !circuit.halfOpen : !isFault(error)
  }

  const circuit: CircuitBreaker<[Trial], unknown> = new CircuitBreaker(
    ({ call, isTrial }: Trial) => call(isTrial),
    {
      errorThresholdPercentage,
      // opossum's own default is 0, which opens at the first failure.
      volumeThreshold: options.leastCalls,
      rollingCountTimeout: windowMs,
      rollingCountBuckets: buckets,
      rotateBucketController: window.rotations,
      rollingPercentilesEnabled: false,
      enableSnapshots: false,
      resetTimeout,
      // opossum's timer would leave the call running; each call has its own, which ends it.
      timeout: false,
      errorFilter: isNoFailure,
    },
  )
  circuit.on('failure', onFault)
  circuit.on('open', () => onState('open'))
  circuit.on('halfOpen', () => onState('half-open'))
  circuit.on('close', () => {
    closings += 1
    // Without this the failures of the outage would open the breaker again at the next one.
    window.clear()
    onState('closed')
  })

  return {
    run: async <Answer>(call: (isTrial: boolean) => Promise<Answer>) => {
      window.turn()
      try {
        return (await circuit.fire({ call, isTrial: circuit.halfOpen, closings })) as Answer
      } catch (error) {
        if (!(error instanceof Error && CircuitBreaker.isOurError(error))) throw error
        throw options.unavailable(error, Math.ceil(resetTimeout / 1_000))
      }
    },
    state: () => {
      if (circuit.halfOpen) return 'half-open'
      return circuit.opened ? 'open' : 'closed'
    },
    recover: () => circuit.close(),
    close: () => circuit.shutdown(),
  }
}
