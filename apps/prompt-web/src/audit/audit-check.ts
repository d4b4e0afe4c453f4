import type { HealthCheck } from '@promptbin/health'
import type { LibraryAudit } from './library-audit.ts'

/** Whether the audit trail of the library is as it was written. */
export function createAuditCheck(audit: Pick<LibraryAudit, 'look' | 'verdict'>): HealthCheck {
  return {
    name: 'audit:chain',
    severity: 'major',
    componentType: 'datastore',
    run: async () => {
      // A long trail is looked at for longer than a check may take; what is known stands meanwhile.
      const looking = audit.look()
      if (audit.verdict === undefined) looking.catch(() => {})
      else await looking
      const { verdict } = audit
      if (verdict?.fault) {
        const output = `${verdict.fault.message} Keep a copy of the data folder and see: promptbin audit verify.`
        return { status: 'fail', observedValue: verdict.fault.seq, observedUnit: 'record', output }
      }
      return { observedValue: verdict?.head.seq ?? 0, observedUnit: 'records' }
    },
  }
}
