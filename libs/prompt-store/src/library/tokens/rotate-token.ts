import { tokenNotFound } from '../../errors.ts'
import type { Author } from '../../requests.ts'
import type { NewToken, Token } from '../../tokens/token.ts'
import { noteAudit } from '../audit/note-audit.ts'
import { raiseGeneration } from '../feed/raise-generation.ts'
import type { ChangeInput } from '../jobs/as-change.ts'
import type { Sql } from '../sql.ts'
import { type TokenRow, toToken } from './token-row.ts'

/** What `PromptStore.rotateToken` is told. */
export interface RotateTokenInput extends ChangeInput {
  readonly nameOrId: string
  readonly renewed: Pick<NewToken, 'hash' | 'ending'>
  /** For so long what it was until now is good as well. */
  readonly graceMs: number
  readonly author: Author
}

/** `PromptStore.rotateToken` */
export function rotateToken(sql: Sql, input: RotateTokenInput): Token {
  const { nameOrId, renewed, graceMs, now } = input
  const previousEndsAt = graceMs > 0 ? now + graceMs : null
  // On the right stands what the row was before; with no grace nothing is kept of that.
  const row = sql.get`
    UPDATE token
       SET previous_hash = CASE WHEN CAST(${previousEndsAt} AS bigint) IS NULL THEN NULL
                                ELSE hash END,
           previous_ends_at = ${previousEndsAt},
           hash = ${renewed.hash}, ending = ${renewed.ending}
     WHERE revoked_at IS NULL
       AND (expires_at IS NULL OR expires_at > ${now})
       AND (id = ${nameOrId} OR name = ${nameOrId})
    RETURNING *`
  if (row === undefined) throw tokenNotFound(nameOrId)
  const token = toToken(row as unknown as TokenRow)
  raiseGeneration(sql, 'token-rotated', token, now)
  const after = { id: token.id, ending: token.ending, previousEndsAt: token.previousEndsAt }
  noteAudit(sql, { action: 'token.rotate', target: token.name, after })
  return token
}
