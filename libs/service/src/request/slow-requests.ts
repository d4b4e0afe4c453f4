import type { Counter, Metrics } from '@promptbin/metrics'

const counters = new WeakMap<object, Counter<'route'>>()

/** Counts requests that took longer than `logging.slow_request`, one counter for all who count. */
export function slowRequestCounter(metrics: Pick<Metrics, 'counter'>): Counter<'route'> {
  const known = counters.get(metrics)
  if (known) return known
  const counter = metrics.counter({
    name: 'promptbin_slow_requests_total',
    help: 'Requests that took longer than logging.slow_request.',
    labels: ['route'],
  })
  counters.set(metrics, counter)
  return counter
}
