import type { Token } from '../../tokens/token.ts'
import type { Sql } from '../sql.ts'
import { type TokenRow, toToken } from './token-row.ts'

/** `PromptStore.tokens` */
export function listTokens(sql: Sql): readonly Token[] {
  const rows = sql.all`
    SELECT id, name, scopes, folders, ending, created_at, created_by, expires_at, last_used_at,
           revoked_at, previous_ends_at
      FROM token
     ORDER BY revoked_at IS NOT NULL, id DESC
     LIMIT 1000`
  return (rows as unknown as TokenRow[]).map(toToken)
}
