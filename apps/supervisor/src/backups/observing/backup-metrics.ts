import type { Metrics } from '@promptbin/metrics'
import type { BackupManager } from '../backup-manager.ts'

/** What Prometheus is told of backups; of the last one nothing before there is one. */
export function measureBackups(
  metrics: Pick<Metrics, 'gauge' | 'counter'>,
  backups: Pick<BackupManager, 'state' | 'failures' | 'intervalMs'>,
): void {
  const { counter, gauge } = metrics
  gauge({
    name: 'promptbin_backup_last_success_timestamp_seconds',
    help: 'When the last backup was begun that was made, in seconds since 1970.',
    read: (one) => {
      const { last } = backups.state
      if (last) one.set(Date.parse(last.at) / 1_000)
    },
  })
  gauge({
    name: 'promptbin_backup_duration_seconds',
    help: 'Time that the last backup took, with the second place and the removal of old ones.',
    read: (one) => {
      const { last } = backups.state
      if (last) one.set(last.durationMs / 1_000)
    },
  })
  gauge({
    name: 'promptbin_backup_size_bytes',
    help: 'What the last backup takes on the disk.',
    read: (one) => {
      const { last } = backups.state
      if (last) one.set(last.bytes)
    },
  })
  gauge({
    name: 'promptbin_backup_interval_seconds',
    help: 'How often a backup is made by itself; 0: never.',
    read: (one) => one.set(backups.intervalMs / 1_000),
  })
  counter({
    name: 'promptbin_backup_failures_total',
    help: 'Backups that were to be made and were not.',
    read: (one) => one.inc(backups.failures),
  })
  gauge({
    name: 'promptbin_backup_failing',
    help: '1 if the last backup was not made, or is not in the second place, else 0.',
    read: (one) => {
      const { failed, last } = backups.state
      one.set(failed !== null || last?.secondPlaceFault != null ? 1 : 0)
    },
  })
}
