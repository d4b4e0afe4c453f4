import { type BreakerState, worstState } from '@promptbin/breaker/states'
import type { HealthCheck } from '@promptbin/health'
import type { ShownSink } from './queue/shipper.ts'

/** What the breakers before the sinks are called in metrics and in the log. */
export const shippingBreaker = 'shipping'

/** Of the sink that is worst off; closed where the log is sent nowhere. */
export function shippingState(sinks: readonly ShownSink[]): BreakerState {
  return worstState(sinks.map(({ state }) => state))
}

/** Whether the log gets to all places to which it is to be sent; asks nobody itself. */
export function createShippingCheck(sinks: () => readonly ShownSink[]): HealthCheck {
  return {
    name: 'log:shipping',
    severity: 'minor',
    componentType: 'component',
    run: async () => {
      const all = sinks()
      const away = all.filter(({ state }) => state !== 'closed')
      const observed = { observedValue: all.length - away.length, observedUnit: 'sinks' }
      if (away.length === 0) return observed
      const output = away.map(({ reason }) => messageOf(reason)).join(' ')
      return {
        status: 'warn',
        ...observed,
        output: `${output} Lines wait for it, as long as they fit.`,
      }
    },
  }
}

function messageOf(reason: unknown): string {
  return reason instanceof Error ? reason.message : String(reason)
}
