import type { CheckResult, HealthCheck } from '@promptbin/health'
import type { BackupManager } from '../backup-manager.ts'

/** The name of the check. */
export const backupCheck = 'backup:age'

/** A backup is late when two are missing: one that took its time is none to tell of. */
const lateAfter = 2

/** Tells how old the last backup is, and why the next was not made. */
export function createBackupCheck(
  backups: Pick<BackupManager, 'state' | 'intervalMs'>,
  now: () => number = Date.now,
): HealthCheck {
  return {
    name: backupCheck,
    severity: 'minor',
    componentType: 'component',
    run: async () => judge(backups, now()),
  }
}

function judge(
  { state, intervalMs }: Pick<BackupManager, 'state' | 'intervalMs'>,
  nowMs: number,
): CheckResult {
  const { since, last, failed } = state
  const ageSeconds = Math.max(0, Math.round((nowMs - Date.parse(last?.at ?? since)) / 1_000))
  const observed = { observedValue: last === null ? 'none yet' : ageSeconds, observedUnit: 's' }
  const fault = faultOf(ageSeconds * 1_000, intervalMs, failed?.message ?? null)
  if (fault !== null) return { status: 'warn', ...observed, output: fault }
  if (last?.secondPlaceFault != null) {
    const output = `The last backup is only in the data folder. ${last.secondPlaceFault}`
    return { status: 'warn', ...observed, output }
  }
  return last === null ? { observedValue: 'none yet' } : observed
}

function faultOf(ageMs: number, intervalMs: number, failure: string | null): string | null {
  if (failure !== null) return failure
  if (intervalMs === 0 || ageMs < lateAfter * intervalMs) return null
  const hours = Math.round(ageMs / 3_600_000)
  return `There was no backup for ${hours} h. \`promptbin backup create\` makes one and says what is wrong.`
}
