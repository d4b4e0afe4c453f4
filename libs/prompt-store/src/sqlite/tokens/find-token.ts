import type { SQLTagStore } from 'node:sqlite'
import type { Token } from '../../tokens/token.ts'
import { type TokenRow, toToken } from './token-row.ts'

/**
 * `PromptStore.findToken`. The same question finds the row or not, so an answer does not tell a
 * token that never was from one that has ended.
 */
export function findToken(
  sql: SQLTagStore,
  { hash, now }: { readonly hash: string; readonly now: number },
): Token | undefined {
  const row = sql.get`
    SELECT id, name, scopes, ending, created_at, created_by, expires_at, last_used_at, revoked_at
      FROM token
     WHERE hash = ${hash}
       AND revoked_at IS NULL
       AND (expires_at IS NULL OR expires_at > ${now})`
  return row && toToken(row as unknown as TokenRow)
}
