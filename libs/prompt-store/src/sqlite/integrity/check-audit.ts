import type { DatabaseSync } from 'node:sqlite'
import { type AuditHead, ChainCheck } from '@promptbin/security'
import type { IntegrityFinding } from './finding.ts'

/** Whether the audit trail is as it was written, up to the head that was noted apart from it. */
export function* checkAudit(
  database: DatabaseSync,
  anchor: AuditHead | null,
): Generator<IntegrityFinding> {
  const check = new ChainCheck({ anchor })
  const records = database
    .prepare(`SELECT CASE WHEN seq = record ->> 'seq' THEN record ELSE '' END AS line
                FROM audit ORDER BY seq`)
    .iterate()
  for (const { line } of records) if (!check.take(String(line))) break
  const { fault } = check.end()
  if (fault !== null) yield { subject: 'audit', detail: fault.message }
}
