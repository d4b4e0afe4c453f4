import { shareNotFound } from '../../errors.ts'
import { noteAudit } from '../audit/note-audit.ts'
import { raiseGeneration } from '../feed/raise-generation.ts'
import type { Sql } from '../sql.ts'

/** What `PromptStore.revokeShare` is told. */
export interface RevokeShareInput {
  readonly id: string
  readonly now: number
}

/** `PromptStore.revokeShare`; the row stays, so that no import brings the link back. */
export function revokeShare(sql: Sql, { id, now }: RevokeShareInput): void {
  const row = sql.get`
    UPDATE share SET revoked_at = ${now}
     WHERE id = ${id} AND revoked_at IS NULL
    RETURNING prompt, (SELECT name FROM prompt WHERE prompt.id = share.prompt) AS name`
  if (row === undefined) throw shareNotFound(id)
  const name = String(row['name'])
  raiseGeneration(sql, 'unshared', { id: String(row['prompt']), name }, now)
  noteAudit(sql, { action: 'share.revoke', target: id, before: { prompt: name } })
}
