import type { BreakerState } from '@promptbin/breaker'
import type { Logger } from '@promptbin/logging'
import type { Metrics } from '@promptbin/metrics'
import type { BreakerKind } from '@promptbin/prompt-client'
import { measureBreakers } from '@promptbin/service'

/** What of the gateway goes through a breaker: the library by kind, token checks, the supervisor. */
export type Guarded = BreakerKind | 'tokens' | 'supervisor'

/** Told that a breaker has changed. */
export type OnBreaker = (breaker: Guarded, state: BreakerState) => void

/** Shows the states of all breakers: in a metric, and in the log where they change. */
export function createBreakerStates(options: {
  readonly metrics: Metrics
  readonly logger: Logger
}): OnBreaker {
  const states: Record<Guarded, BreakerState> = {
    reads: 'closed',
    writes: 'closed',
    tokens: 'closed',
    supervisor: 'closed',
  }
  measureBreakers(options.metrics, () => states)
  return (breaker, state) => {
    states[breaker] = state
    options.logger.warn({ event: 'breaker.changed', breaker, state }, 'a breaker changed')
  }
}
