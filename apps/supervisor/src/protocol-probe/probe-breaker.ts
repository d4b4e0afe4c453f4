import { type Breaker, createBreaker } from '@promptbin/breaker'
import type { ProbeBreakerListener } from './protocol-probe.ts'
import { eras, type RoundTrips } from './round-trip/round-trip.ts'

/** What the breaker of the probe is called in metrics and in the log. */
export const probeBreaker = 'probe'

/** How a round went, and whether what went wrong is passed over. */
export interface RoundOutcome {
  readonly trips: RoundTrips
  readonly hasFailed: boolean
  readonly isPassedOver: boolean
}

/** A round in which a client was not served. */
export class Unserved extends Error {
  readonly outcome: RoundOutcome
  /** Whether that tells nothing, as a gateway was being replaced, or nobody waits any more. */
  readonly isSilent: boolean

  constructor(outcome: RoundOutcome, isSilent: boolean) {
    const complaints = eras.map((era) => outcome.trips[era].complaint)
    super(complaints.filter((complaint) => complaint !== null).join('; '))
    this.outcome = outcome
    this.isSilent = isSilent
  }
}

/**
 * The breaker before the gateway as a client sees it: one round that fails opens it, and the next one,
 * which comes after `againMs` at the latest, is the trial. So that the gateway is back is known as soon
 * as without it.
 */
export function createProbeBreaker(againMs: number, onBreaker: ProbeBreakerListener): Breaker {
  let reason: Error | undefined
  return createBreaker({
    leastCalls: 1,
    mostFailuresPercent: 0,
    resetTimeoutMs: againMs,
    isFault: () => true,
    isSilent: (error) => error instanceof Unserved && error.isSilent,
    unavailable: (cause) => cause,
    onFault: (error) => {
      if (error instanceof Error) reason = error
    },
    onState: (state) => onBreaker(state, reason),
    // Nobody else asks at the same time, so that the next round finds it half-open.
    random: () => 0.5,
  })
}
