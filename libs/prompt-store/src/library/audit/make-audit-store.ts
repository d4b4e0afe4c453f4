import type { AuditStore } from '../../audit/audit-store.ts'
import type { StoreParts } from '../make-store.ts'

/** The methods of the audit trail, as jobs of the threads. */
export function makeAuditStore({
  writer,
  readers,
  now,
}: Pick<StoreParts, 'writer' | 'readers' | 'now'>): AuditStore {
  return {
    noteAudit: (act) => writer.run('noteAudit', { act, now: now() }),
    noteExpiries: () => writer.run('noteExpiries', { now: now() }),
    audit: (query) => readers.run('audit', query),
    auditLines: (after, limit) => readers.run('auditLines', { after, limit }),
    auditHead: () => readers.run('auditHead', undefined),
  }
}
