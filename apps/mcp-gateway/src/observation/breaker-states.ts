import type { BreakerState } from '@promptbin/breaker'
import type { Logger } from '@promptbin/logging'
import type { Metrics } from '@promptbin/metrics'
import type { BreakerKind } from '@promptbin/prompt-client'
import { measureBreakers, type ShownBreaker } from '@promptbin/service'

/** What goes through a breaker: the library by kind, token checks, keys of an issuer, the supervisor. */
export type Guarded = BreakerKind | 'tokens' | 'issuer' | 'supervisor'

/** Told that a breaker has changed, and why it opened last where that is known. */
export type OnBreaker = (breaker: Guarded, state: BreakerState, reason?: string) => void

/** The breakers of the gateway, for whoever looks. */
export interface BreakerStates {
  readonly onBreaker: OnBreaker
  of(breaker: Guarded): ShownBreaker
}

/** Shows the states of all breakers: in a metric, in the log where they change, and to checks. */
export function createBreakerStates(options: {
  readonly metrics: Metrics
  readonly logger: Logger
}): BreakerStates {
  const states: Record<Guarded, BreakerState> = {
    reads: 'closed',
    writes: 'closed',
    tokens: 'closed',
    issuer: 'closed',
    supervisor: 'closed',
  }
  const reasons: Partial<Record<Guarded, string | undefined>> = {}
  measureBreakers(options.metrics, () => states)
  return {
    onBreaker: (breaker, state, reason) => {
      states[breaker] = state
      reasons[breaker] = reason
      options.logger.warn({ event: 'breaker.changed', breaker, state }, 'a breaker changed')
    },
    of: (breaker) => ({ state: () => states[breaker], reason: () => reasons[breaker] }),
  }
}
