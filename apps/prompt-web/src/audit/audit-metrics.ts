import type { Metrics } from '@promptbin/metrics'
import { type AuditOutcome, type AuditVerdict, auditOutcomes } from '@promptbin/security'

/** Registers how many records this process writes; returns what is to be told of them. */
export function countAudit(
  metrics: Pick<Metrics, 'counter'>,
): (outcomes: readonly AuditOutcome[]) => void {
  const records = metrics.counter({
    name: 'promptbin_audit_records_total',
    help: 'Records that were written to the audit trail.',
    labels: ['outcome'],
  })
  for (const outcome of auditOutcomes) records.inc({ outcome }, 0)
  return (outcomes) => {
    for (const outcome of outcomes) records.inc({ outcome })
  }
}

/** Registers whether the trail is as it was written, as far as that is known. */
export function measureChain(
  metrics: Pick<Metrics, 'gauge'>,
  verdict: () => AuditVerdict | undefined,
): void {
  metrics.gauge({
    name: 'promptbin_audit_chain_valid',
    help: '1, or 0 while a record of the audit trail is known to be altered or missing.',
    isShared: true,
    read: (gauge) => gauge.set(Number(verdict()?.valid ?? true)),
  })
}
