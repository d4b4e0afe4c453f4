import { type BreakerState, createBreaker } from '@promptbin/breaker'
import { PromptBinError } from '@promptbin/errors'
import { isUnanswered, libraryCallCancelled, libraryUnavailable } from '../errors.ts'
import type { Answered, Attempt, Exchange } from '../exchange/exchange.ts'

/** Lets attempts through while prompt-web is well, and fails them at once while it is not. */
export interface LibraryBreaker {
  /** Throws `PB_LIBRARY_UNAVAILABLE` without trying while open, else what the exchange throws. */
  send(attempt: Attempt): Promise<Answered>
  state(): BreakerState
  /** Whether the last failure was that no answer came, so that any answer shows that it is over. */
  failedUnanswered(): boolean
  /** Closes it: prompt-web was seen to be well. */
  recover(): void
  close(): void
}

export interface LibraryBreakerOptions {
  readonly exchange: Pick<Exchange, 'send'>
  /** How long it stays open before one attempt is let through; spread by a fifth either way. */
  readonly resetTimeoutMs: number
  /** 0 to 1, drawn once: several gateways shall not all try again in the same moment. */
  readonly random: () => number
  readonly onState: (state: BreakerState) => void
}

/** The gateway asks often; of less than that nothing is concluded. */
const leastAttempts = 10

/** Whoever makes the trial call of a half-open breaker shall not wait long for all others. */
const trialTimeoutMs = 1_000

/** A disk without room (RFC 4918 11.5): prompt-web says so itself, and trying less often is no help. */
const insufficientStorage = 507

/** Somebody works on PromptBin: an answer of a prompt-web that is well. */
const maintenance = 'PB_MAINTENANCE'

/** Whether an attempt failed because prompt-web is not well. */
function isFault(error: unknown): boolean {
  if (!(error instanceof PromptBinError)) return true
  const { status, code } = error
  if (status === insufficientStorage || code === maintenance) return false
  return status < 400 || status >= 500 || status === 408 || status === 429
}

const isCancelled = (error: unknown) =>
  error instanceof PromptBinError && error.code === libraryCallCancelled.definition.code

/** Guards an exchange: opens when more than half of at least ten attempts in 10 s fail. */
export function createLibraryBreaker(options: LibraryBreakerOptions): LibraryBreaker {
  const { exchange, resetTimeoutMs, random, onState } = options
  let unanswered = false
  const breaker = createBreaker({
    leastCalls: leastAttempts,
    isFault,
    isSilent: isCancelled,
    unavailable: (cause, seconds) => libraryUnavailable.with({ cause }, seconds),
    onFault: (error) => {
      unanswered = isUnanswered(error)
    },
    ...{ resetTimeoutMs, random, onState },
  })
  return {
    send: (attempt) =>
      breaker.run((isTrial) => {
        const timeoutMs = isTrial ? Math.min(attempt.timeoutMs, trialTimeoutMs) : attempt.timeoutMs
        return exchange.send({ ...attempt, timeoutMs })
      }),
    state: breaker.state,
    failedUnanswered: () => unanswered,
    recover: breaker.recover,
    close: breaker.close,
  }
}
