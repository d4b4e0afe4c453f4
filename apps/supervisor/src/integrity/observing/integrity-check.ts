import type { CheckResult, HealthCheck } from '@promptbin/health'
import type { IntegrityManager } from '../integrity-manager.ts'
import type { LastCheck } from '../integrity-state.ts'
import { checkEveryMs } from '../is-check-due.ts'

/** The name of the check. */
export const integrityCheck = 'store:integrity'

/** A look is late when two are missing. */
const lateAfterMs = 2 * checkEveryMs

/** What lists and searches go by is made anew by a recovery, and no prompt is at risk meanwhile. */
const derived: ReadonlySet<string> = new Set(['search', 'counts'])

/** Tells how the last look at the whole library ended; it takes none itself. */
export function createIntegrityCheck(
  integrity: Pick<IntegrityManager, 'state' | 'advice'>,
  now: () => number = Date.now,
): HealthCheck {
  return {
    name: integrityCheck,
    severity: 'major',
    componentType: 'datastore',
    run: async () => judge(integrity, now()),
  }
}

function judge(
  { state: { last, since, uncleanAt }, advice }: Pick<IntegrityManager, 'state' | 'advice'>,
  nowMs: number,
): CheckResult {
  if (last !== null && last.status !== 'sound') return tellFaults(last, advice)
  if (nowMs - Date.parse(last?.at ?? since) > lateAfterMs) {
    const output = `The library was not looked at since ${last?.at ?? since}. \`promptbin library check\` does it and says what is wrong.`
    return { status: 'warn', observedValue: 'not looked at', output }
  }
  if (uncleanAt !== null) return { observedValue: 'to be looked at after a crash' }
  return { observedValue: last === null ? 'not looked at yet' : 'sound' }
}

function tellFaults({ status, findings, found }: LastCheck, advice: string): CheckResult {
  const isDerived = findings.every(({ subject }) => derived.has(subject))
  const more = found > 1 ? ` (and ${found - 1} more)` : ''
  const conduct = status === 'damaged' ? 'Changes are refused. ' : ''
  const output = `${findings[0]?.detail ?? ''}${more} ${conduct}${advice}`
  return { status: isDerived ? 'warn' : 'fail', observedValue: status, output }
}
