import type { HealthCheck } from '@promptbin/health'
import type { AuditKeeper } from './audit-keeper.ts'

/**
 * Whether the audit trail is as it was written, and can be written: of all of it at first and once a
 * day, of what is new each time.
 */
export function createAuditCheck(audit: Pick<AuditKeeper, 'problem' | 'watch'>): HealthCheck {
  return {
    name: 'audit:chain',
    severity: 'major',
    componentType: 'datastore',
    run: async () => {
      // A long trail is looked at for longer than a check may take; what is known stands meanwhile.
      const looking = audit.watch.look()
      if (audit.watch.verdict === undefined) looking.catch(() => {})
      else await looking
      const { verdict } = audit.watch
      if (verdict?.fault) {
        const output = `${verdict.fault.message} Keep a copy of the data folder and see: promptbin audit verify.`
        return { status: 'fail', observedValue: verdict.fault.seq, observedUnit: 'record', output }
      }
      if (audit.problem !== null) {
        const output = `The audit trail cannot be written (${audit.problem}), so acts of administration are refused.`
        return { status: 'fail', observedValue: 'unwritable', output }
      }
      return { observedValue: verdict?.head.seq ?? 0, observedUnit: 'records' }
    },
  }
}
