import type { SQLTagStore } from 'node:sqlite'
import { tokenNotFound } from '../../errors.ts'
import type { ChangeInput } from '../library/as-change.ts'
import { raiseGeneration } from '../library/raise-generation.ts'

/** What `PromptStore.revokeToken` is told. */
export interface RevokeTokenInput extends ChangeInput {
  readonly nameOrId: string
}

/** `PromptStore.revokeToken`; the row stays, to tell who had access and until when. */
export function revokeToken(sql: SQLTagStore, { nameOrId, now }: RevokeTokenInput): void {
  const row = sql.get`
    UPDATE token SET revoked_at = ${now}
     WHERE revoked_at IS NULL AND (id = ${nameOrId} OR name = ${nameOrId})
    RETURNING id, name`
  if (row === undefined) throw tokenNotFound(nameOrId)
  raiseGeneration(sql, 'token-revoked', { id: String(row['id']), name: String(row['name']) }, now)
}
