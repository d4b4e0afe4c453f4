import type { AuditRecord } from '@promptbin/security'
import type { AuditAct } from '../../audit/audit-store.ts'
import type { ChangeInput } from '../jobs/as-change.ts'
import type { Sql } from '../sql.ts'
import { noteAudit } from './note-audit.ts'

/** What `PromptStore.noteAudit` is told. */
export interface AppendAuditInput extends ChangeInput {
  readonly act: AuditAct
}

/** `PromptStore.noteAudit` */
export function appendAudit(sql: Sql, { act }: AppendAuditInput): AuditRecord {
  return noteAudit(sql, act)
}
