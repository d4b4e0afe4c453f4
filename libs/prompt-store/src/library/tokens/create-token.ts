import { tokenNameTaken, tokensTooMany } from '../../errors.ts'
import type { Author } from '../../requests.ts'
import type { NewToken, Token } from '../../tokens/token.ts'
import { noteAudit } from '../audit/note-audit.ts'
import { raiseGeneration } from '../feed/raise-generation.ts'
import type { ChangeInput } from '../jobs/as-change.ts'
import { makeId } from '../prompts/insert-prompt.ts'
import type { Sql } from '../sql.ts'
import { type TokenRow, toToken } from './token-row.ts'

/** As many tokens as can be in use; nobody keeps more of them apart. */
const maxTokens = 1_000

/** What `PromptStore.createToken` is told. */
export interface CreateTokenInput extends ChangeInput {
  readonly token: NewToken
  readonly author: Author
}

/** `PromptStore.createToken` */
export function createToken(sql: Sql, { token, author, now }: CreateTokenInput): Token {
  const { name, hash, scopes, ending } = token
  const expiresAt = token.expiresAt === null ? null : Date.parse(token.expiresAt)
  const folders = token.folders ? JSON.stringify(token.folders) : null
  const same = sql.get`SELECT id FROM token WHERE name = ${name} AND revoked_at IS NULL`
  if (same !== undefined) throw tokenNameTaken(name)
  const count = sql.get`SELECT count(*) AS tokens FROM token WHERE revoked_at IS NULL`
  if (Number(count?.['tokens']) >= maxTokens) throw tokensTooMany(maxTokens)
  const row = sql.get`
    INSERT INTO token
      (id, hash, name, scopes, folders, ending, created_at, created_by, client, expires_at)
    VALUES
      (${makeId()}, ${hash}, ${name}, ${scopes.join(' ')}, ${folders}, ${ending}, ${now},
       ${author.author}, ${author.client}, ${expiresAt})
    RETURNING *` as unknown as TokenRow
  const made = toToken(row)
  raiseGeneration(sql, 'token-created', made, now)
  const after = { id: made.id, scopes, folders: made.folders, ending, expiresAt: made.expiresAt }
  noteAudit(sql, { action: 'token.create', target: name, after })
  return made
}
