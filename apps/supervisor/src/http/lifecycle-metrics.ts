import type { Metrics } from '@promptbin/metrics'
import { restartClasses } from '@promptbin/restart'
import type { LifecycleEvent } from '../supervision/lifecycle-event.ts'
import type { ProcessSnapshot, ProcessState } from '../supervision/service-control.ts'

export interface LifecycleMetricsOptions {
  readonly metrics: Metrics
  /** Those that may run. */
  readonly serviceNames: readonly string[]
  readonly list: () => readonly ProcessSnapshot[]
}

const states: readonly ProcessState[] = [
  'starting',
  'spare',
  'ready',
  'draining',
  'stopping',
  'exited',
  'failed',
]

/** Every kind of failure, as restarts tell them apart. */
const failures = Object.keys(restartClasses).filter((name) => name !== 'killed')

/** Counts what happens to the services; call the result with every record. */
export function createLifecycleMetrics({
  metrics,
  serviceNames,
  list,
}: LifecycleMetricsOptions): (event: LifecycleEvent) => void {
  const restarts = metrics.counter({
    name: 'promptbin_child_restarts_total',
    help: 'Restarts of a service, by the kind of failure before them.',
    labels: ['child', 'reason'],
  })
  // What is born with 1 has no rate, and the first restart would go unseen.
  for (const child of serviceNames) {
    for (const reason of failures) restarts.inc({ child, reason }, 0)
  }
  const events = metrics.counter({
    name: 'promptbin_lifecycle_events_total',
    help: 'What happened to the processes of a service, by type.',
    labels: ['child', 'type'],
  })
  metrics.gauge({
    name: 'promptbin_child_ready',
    help: '1 while a worker of the service answers, else 0.',
    labels: ['child'],
    read: (gauge) => {
      const ready = new Set(
        list().flatMap(({ state, service }) => (state === 'ready' ? service : [])),
      )
      for (const service of serviceNames) gauge.set({ child: service }, ready.has(service) ? 1 : 0)
    },
  })
  metrics.gauge({
    name: 'promptbin_workers',
    help: 'Workers and spares of a service, by their state.',
    labels: ['child', 'state'],
    read: (gauge) => {
      const processes = list()
      for (const service of serviceNames) {
        for (const state of states) {
          const isMeant = (one: ProcessSnapshot) => one.service === service && one.state === state
          gauge.set({ child: service, state }, processes.filter(isMeant).length)
        }
      }
    },
  })
  return (event) => {
    const { service, type } = event
    events.inc({ child: service, type })
    if (type === 'restart-decided' && event.action === 'restart') {
      restarts.inc({ child: service, reason: event.failure.kind })
    }
  }
}
