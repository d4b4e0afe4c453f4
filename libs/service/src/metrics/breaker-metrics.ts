import { BREAKER_STATES, type BreakerState } from '@promptbin/breaker/states'
import type { Metrics } from '@promptbin/metrics'

/** Tells in which state each breaker of this process is, by the fixed name of what it guards. */
export function measureBreakers(
  { gauge }: Pick<Metrics, 'gauge'>,
  statesNow: () => Readonly<Record<string, BreakerState>>,
): void {
  gauge({
    name: 'promptbin_breaker_state',
    help: '1 for the state in which a breaker is, else 0.',
    labels: ['breaker', 'state'],
    read: (states) => {
      for (const [breaker, current] of Object.entries(statesNow())) {
        for (const state of BREAKER_STATES)
          states.set({ breaker, state }, Number(state === current))
      }
    },
  })
}
