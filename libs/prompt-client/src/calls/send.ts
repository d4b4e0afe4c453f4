import { setTimeout as pause } from 'node:timers/promises'
import { PromptBinError } from '@promptbin/errors'
import type { LibraryBreaker } from '../breakers/library-breaker.ts'
import { isUnanswered, libraryCallCancelled, libraryTimeout } from '../errors.ts'
import type { Answered, Attempt } from '../exchange/exchange.ts'
import { AskedToWait } from '../exchange/problem.ts'
import type { RetryOutcome } from '../observer.ts'
import { fullBudget, withRequest, withRetry } from './retry-budget.ts'

export interface SenderOptions {
  /** The longest one attempt may take. */
  readonly attemptTimeoutMs: number
  /** Milliseconds on a clock that is never set. */
  readonly steady: () => number
  /** 0 to 1. */
  readonly random: () => number
  readonly onRetry: (outcome: RetryOutcome) => void
}

/** How long a request may take, and by what it is ended. */
export interface Limits {
  /** On the steady clock; asked anew for each attempt, as others may join with more time. */
  readonly deadline: () => number
  readonly signal: AbortSignal | undefined
}

/**
 * Sends a request, which must do no harm if it arrives twice: once more if no answer came, or if
 * prompt-web asked to be left alone for a while. Ends by the deadline.
 */
export type Sender = (
  breaker: LibraryBreaker,
  request: Omit<Attempt, 'signal' | 'timeoutMs'>,
  limits: Limits,
) => Promise<Answered>

/** Kept back from a request's time, so that its failure can still be told to whoever waits. */
const marginMs = 50

/** The time between the two attempts is random, so that clients of one service spread out. */
const spreadMs = 450

/** The shortest pause after no answer came: a service that is restarted is soon there again. */
const unansweredPauseMs = 50

/** How long to wait at least before the second attempt; `undefined` if there is to be none. */
function pauseAfter(error: unknown): number | undefined {
  if (isUnanswered(error)) return unansweredPauseMs
  const cause = error instanceof PromptBinError ? error.cause : undefined
  return cause instanceof AskedToWait ? cause.waitMs : undefined
}

/** Makes the way that all requests take; they share one budget of second attempts. */
export function createSender(options: SenderOptions): Sender {
  const { attemptTimeoutMs, steady, random, onRetry } = options
  let budget = fullBudget(steady())

  /** How long to wait before the second attempt, if there is to be one. */
  function nextAttemptIn(error: unknown, breaker: LibraryBreaker, end: number): number | undefined {
    const shortestMs = pauseAfter(error)
    if (shortestMs === undefined || breaker.state() !== 'closed') return undefined
    const pauseMs = shortestMs + random() * spreadMs
    if (steady() + pauseMs >= end) return undefined
    const spent = withRetry(budget, steady())
    onRetry(spent === undefined ? 'refused' : 'made')
    if (spent === undefined) return undefined
    budget = spent
    return pauseMs
  }

  return async (breaker, request, { deadline, signal }) => {
    const started = steady()
    const end = () => deadline() - marginMs
    const attempt = () => {
      if (signal?.aborted) throw libraryCallCancelled()
      const timeoutMs = Math.min(attemptTimeoutMs, end() - steady())
      if (timeoutMs < 1) throw libraryTimeout(Math.max(0, Math.floor(deadline() - started)))
      return breaker.send({ ...request, signal, timeoutMs })
    }

    budget = withRequest(budget, started)
    try {
      return await attempt()
    } catch (error) {
      const pauseMs = nextAttemptIn(error, breaker, end())
      if (pauseMs === undefined) throw error
      // A pause that is cut short ends in `attempt`, which sees that nobody waits any more.
      await pause(pauseMs, undefined, signal ? { signal } : {}).catch(() => {})
      return attempt()
    }
  }
}
