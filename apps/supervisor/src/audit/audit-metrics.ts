import type { Metrics } from '@promptbin/metrics'
import type { AuditKeeper } from './audit-keeper.ts'

/** Registers what the audit trail of the supervisor has come to. */
export function measureAudit(
  metrics: Pick<Metrics, 'counter' | 'gauge'>,
  audit: Pick<AuditKeeper, 'counts' | 'problem' | 'watch'>,
): void {
  metrics.counter({
    name: 'promptbin_audit_records_total',
    help: 'Records that were written to the audit trail.',
    labels: ['outcome'],
    read: (counter) => {
      for (const [outcome, records] of audit.counts) counter.inc({ outcome }, records)
    },
  })
  metrics.gauge({
    name: 'promptbin_audit_chain_valid',
    help: '1, or 0 while a record of the audit trail is known to be altered or missing.',
    read: (gauge) => gauge.set(Number(audit.watch.verdict?.valid ?? true)),
  })
  metrics.gauge({
    name: 'promptbin_audit_writable',
    help: '1, or 0 while the audit trail cannot be written and acts of administration are refused.',
    read: (gauge) => gauge.set(Number(audit.problem === null)),
  })
}
