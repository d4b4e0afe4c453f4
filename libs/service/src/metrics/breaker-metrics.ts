import { BREAKER_STATES, type BreakerState } from '@promptbin/breaker/states'
import type { Metrics } from '@promptbin/metrics'

type StatesNow = () => Readonly<Record<string, BreakerState>>

/** What tells of the breakers of a process, by its metrics: several parts have some. */
const known = new WeakMap<object, StatesNow[]>()

/**
 * Tells in which state breakers of this process are, by the fixed name of what each guards; others may
 * be told of besides.
 */
export function measureBreakers(metrics: Pick<Metrics, 'gauge'>, statesNow: StatesNow): void {
  const readings = known.get(metrics)
  if (readings) readings.push(statesNow)
  else measure(metrics, [statesNow])
}

function measure(metrics: Pick<Metrics, 'gauge'>, readings: StatesNow[]): void {
  known.set(metrics, readings)
  metrics.gauge({
    name: 'promptbin_breaker_state',
    help: '1 for the state in which a breaker is, else 0.',
    labels: ['breaker', 'state'],
    read: (states) => {
      const all = readings.flatMap((statesNow) => Object.entries(statesNow()))
      for (const [breaker, current] of all) {
        for (const state of BREAKER_STATES)
          states.set({ breaker, state }, Number(state === current))
      }
    },
  })
}
