import { type Breaker, createBreaker } from '@promptbin/breaker'
import { sinkUnavailable } from '../errors.ts'

/** One batch at a time is on its way: that it failed says that the next one would, too. */
const leastCalls = 1
const mostFailuresPercent = 0

export interface SinkBreakerOptions {
  readonly name: string
  /** How long a sink is left alone after its first failure; twice as long after each further one. */
  readonly firstPauseMs: number
  readonly longestPauseMs: number
  readonly onFault: (error: unknown) => void
  readonly random?: () => number
}

/**
 * Guards a sink, and is the only one that makes it wait: batches are held back until it lets one
 * through, which then is the trial.
 */
export function createSinkBreaker(options: SinkBreakerOptions): Breaker {
  const { name, firstPauseMs, longestPauseMs, onFault, random } = options
  return createBreaker({
    leastCalls,
    mostFailuresPercent,
    resetTimeoutMs: firstPauseMs,
    longestResetMs: longestPauseMs,
    isFault: () => true,
    unavailable: (cause) => sinkUnavailable.with({ cause }, name, 'it is left alone for a while'),
    onFault,
    ...(random && { random }),
  })
}
