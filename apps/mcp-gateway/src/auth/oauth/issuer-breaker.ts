import { type Breaker, type BreakerState, createBreaker } from '@promptbin/breaker'
import { authenticationUnavailable } from '@promptbin/service'

/** Told of each change, and why it opened last, in words. */
export type OnIssuerBreaker = (state: BreakerState, reason: string | undefined) => void

/**
 * Any client can have an issuer asked, as a forged token may name any key; whoever has failed once is
 * not asked by the next one as well.
 */
const leastCalls = 1
const mostFailuresPercent = 0

/** So long an issuer that failed is left alone. */
const resetTimeoutMs = 5_000

export interface IssuerBreakerOptions {
  /** Told why the issuer could not be asked, each time that it was. */
  readonly onFailure: (error: unknown) => void
  readonly onBreaker?: OnIssuerBreaker | undefined
}

/** Guards an authorization server; throws `PB_AUTH_UNAVAILABLE` without asking while it is open. */
export function createIssuerBreaker({ onFailure, onBreaker }: IssuerBreakerOptions): Breaker {
  let reason: string | undefined
  return createBreaker({
    leastCalls,
    mostFailuresPercent,
    resetTimeoutMs,
    isFault: () => true,
    unavailable: (cause) => authenticationUnavailable.with({ cause }),
    onFault: (error) => {
      reason = error instanceof Error ? error.message : String(error)
      onFailure(error)
    },
    onState: (state) => onBreaker?.(state, reason),
  })
}
