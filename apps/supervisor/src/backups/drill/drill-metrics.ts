import type { Metrics } from '@promptbin/metrics'
import type { DrillManager } from './drill-manager.ts'

/** What Prometheus is told of drills; of the last one nothing before there is one. */
export function measureDrills(
  { counter, gauge }: Pick<Metrics, 'gauge' | 'counter'>,
  drills: Pick<DrillManager, 'state' | 'failures' | 'intervalMs'>,
): void {
  gauge({
    name: 'promptbin_backup_drill_timestamp_seconds',
    help: 'When a backup was restored for practice last, in seconds since 1970.',
    read: (one) => {
      const { last } = drills.state
      if (last) one.set(Date.parse(last.at) / 1_000)
    },
  })
  gauge({
    name: 'promptbin_backup_drill_passed',
    help: '1 if that backup was as it has to be, else 0.',
    read: (one) => {
      const { last } = drills.state
      if (last) one.set(last.passed ? 1 : 0)
    },
  })
  gauge({
    name: 'promptbin_backup_drill_duration_seconds',
    help: 'Time that it took.',
    read: (one) => {
      const { last } = drills.state
      if (last) one.set(last.durationMs / 1_000)
    },
  })
  gauge({
    name: 'promptbin_backup_drill_interval_seconds',
    help: 'How often a backup is restored for practice by itself; 0: never.',
    read: (one) => one.set(drills.intervalMs / 1_000),
  })
  counter({
    name: 'promptbin_backup_drill_failures_total',
    help: 'Restores for practice that showed a fault or could not be done.',
    read: (one) => one.inc(drills.failures),
  })
}
