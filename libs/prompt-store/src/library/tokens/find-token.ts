import type { Token } from '../../tokens/token.ts'
import type { Sql } from '../sql.ts'
import { type TokenRow, toToken } from './token-row.ts'

/**
 * `PromptStore.findToken`. What a token was before its last rotation ends when the grace does. The same question finds the row or not, so an answer does not tell a
 * token that never was from one that has ended.
 */
export function findToken(
  sql: Sql,
  { hash, now }: { readonly hash: string; readonly now: number },
): Token | undefined {
  const row = sql.get`
    SELECT id, name, scopes, folders, ending, created_at, created_by, last_used_at, revoked_at,
           previous_ends_at,
           CASE WHEN hash = ${hash} OR expires_at < previous_ends_at THEN expires_at
                ELSE previous_ends_at
            END AS expires_at
      FROM token
     WHERE (hash = ${hash} OR (previous_hash = ${hash} AND previous_ends_at > ${now}))
       AND revoked_at IS NULL
       AND (expires_at IS NULL OR expires_at > ${now})`
  return row && toToken(row as unknown as TokenRow)
}
