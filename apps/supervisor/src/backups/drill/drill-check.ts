import type { DrillCheck } from '@promptbin/backup/restore'
import type { CheckResult, HealthCheck } from '@promptbin/health'
import type { DrillManager } from './drill-manager.ts'

/** The name of the check. */
export const drillCheck = 'backup:drill'

/** A drill is late when two are missing: one that took its time is none to tell of. */
const lateAfter = 2

/** Tells whether the newest backup could be restored when that was practised last. */
export function createDrillCheck(
  drills: Pick<DrillManager, 'state' | 'intervalMs'>,
  now: () => number = Date.now,
): HealthCheck {
  return {
    name: drillCheck,
    severity: 'minor',
    componentType: 'component',
    run: async () => judge(drills, now()),
  }
}

function judge(
  { state, intervalMs }: Pick<DrillManager, 'state' | 'intervalMs'>,
  nowMs: number,
): CheckResult {
  const { since, last, failed } = state
  const ageSeconds = Math.max(0, Math.round((nowMs - Date.parse(last?.at ?? since)) / 1_000))
  const observed =
    last === null ? { observedValue: 'none yet' } : { observedValue: ageSeconds, observedUnit: 's' }
  const wrong = last?.checks.find(({ passed }) => !passed)
  if (wrong !== undefined) {
    return { status: 'fail', ...observed, output: describe(last?.backup ?? '', wrong) }
  }
  if (failed !== null) {
    const output = `The last restore for practice could not be done: ${failed.message}`
    return { status: 'warn', ...observed, output }
  }
  if (intervalMs === 0 || last === null || ageSeconds * 1_000 < lateAfter * intervalMs) {
    return observed
  }
  const days = Math.round(ageSeconds / 86_400)
  const output = `No backup was restored for practice for ${days} days. \`promptbin backup drill\` does it and says what is wrong.`
  return { status: 'warn', ...observed, output }
}

function describe(backup: string, { what, expected, found }: DrillCheck): string {
  return `The backup ${backup} was restored for practice, and it is not as it has to be (${what}: ${found} instead of ${expected}). Make another with \`promptbin backup create\`, and practise again.`
}
