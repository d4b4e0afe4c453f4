import { tokenNotFound } from '../../errors.ts'
import { noteAudit } from '../audit/note-audit.ts'
import { raiseGeneration } from '../feed/raise-generation.ts'
import type { ChangeInput } from '../jobs/as-change.ts'
import type { Sql } from '../sql.ts'

/** What `PromptStore.revokeToken` is told. */
export interface RevokeTokenInput extends ChangeInput {
  readonly nameOrId: string
}

/** `PromptStore.revokeToken`; the row stays, to tell who had access and until when. */
export function revokeToken(sql: Sql, { nameOrId, now }: RevokeTokenInput): void {
  const row = sql.get`
    UPDATE token SET revoked_at = ${now}, previous_hash = NULL, previous_ends_at = NULL
     WHERE revoked_at IS NULL AND (id = ${nameOrId} OR name = ${nameOrId})
    RETURNING id, name`
  if (row === undefined) throw tokenNotFound(nameOrId)
  const [id, name] = [String(row['id']), String(row['name'])]
  raiseGeneration(sql, 'token-revoked', { id, name }, now)
  noteAudit(sql, { action: 'token.revoke', target: name, before: { id } })
}
