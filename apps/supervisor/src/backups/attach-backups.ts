import type { Health } from '@promptbin/health'
import type { Metrics } from '@promptbin/metrics'
import type { BackupManager } from './backup-manager.ts'
import { createDrillCheck, drillCheck } from './drill/drill-check.ts'
import type { DrillManager } from './drill/drill-manager.ts'
import { measureDrills } from './drill/drill-metrics.ts'
import { backupCheck, createBackupCheck } from './observing/backup-check.ts'
import { measureBackups } from './observing/backup-metrics.ts'

export interface AttachBackupsOptions {
  readonly backups: BackupManager
  readonly drills: DrillManager
  readonly health: Pick<Health, 'add' | 'recheck'>
  readonly metrics: Pick<Metrics, 'counter' | 'gauge'>
}

/**
 * Lets health and metrics know how old the last backup is and how the last drill went, and at once when
 * there is a newer one.
 */
export function attachBackups(options: AttachBackupsOptions): void {
  const { backups, drills, health, metrics } = options
  health.add(createBackupCheck(backups), createDrillCheck(drills))
  measureBackups(metrics, backups)
  measureDrills(metrics, drills)
  backups.onChange(() => {
    if (backups.progress === null) void health.recheck([backupCheck])
  })
  drills.onChange(() => void health.recheck([drillCheck]))
}
