import type { Sql } from '../sql.ts'

/** `PromptStore.hasOpenShares`; of a prompt in the trash a link may open again at any time. */
export function hasOpenShares(sql: Sql, { now }: { readonly now: number }): boolean {
  const row = sql.get`
    SELECT 1 AS found FROM share
     WHERE revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ${now})
     LIMIT 1`
  return row !== undefined
}
