import type { Metrics } from '@promptbin/metrics'
import { Counter, Gauge } from 'prom-client'
import type { ServiceEvent } from '../supervision/service-event.ts'

/** Counts what happens to the services; call the result with every event. */
export function createChildMetrics({
  registry,
}: Metrics): (service: string, event: ServiceEvent) => void {
  const restarts = new Counter({
    name: 'promptbin_child_restarts_total',
    help: 'Restarts of a service, by the kind of failure before them.',
    labelNames: ['service', 'reason'],
    registers: [registry],
  })
  const ready = new Gauge({
    name: 'promptbin_child_ready',
    help: '1 while the service answers, else 0.',
    labelNames: ['service'],
    registers: [registry],
  })
  return (service, event) => {
    ready.set({ service }, event.type === 'ready' ? 1 : 0)
    if (event.type === 'failed' && event.decision.action === 'restart') {
      restarts.inc({ service, reason: event.failure.kind })
    }
  }
}
