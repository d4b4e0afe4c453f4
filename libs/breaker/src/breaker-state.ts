/** All states of a breaker. */
export const BREAKER_STATES = ['closed', 'open', 'half-open'] as const

/** `closed` calls go through, `open` they fail at once, `half-open` one is let through as a trial. */
export type BreakerState = (typeof BREAKER_STATES)[number]

/** Of several breakers, the state of the one that is worst off; `closed` of none. */
export function worstState(states: readonly BreakerState[]): BreakerState {
  if (states.includes('open')) return 'open'
  return states.includes('half-open') ? 'half-open' : 'closed'
}
