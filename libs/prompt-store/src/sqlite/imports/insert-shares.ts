import type { SQLTagStore } from 'node:sqlite'
import type { ImportedShare } from '@promptbin/prompts'

/** Keeps links that were given out elsewhere; one that is known stays as it is. */
export function insertShares(
  sql: SQLTagStore,
  prompt: string,
  shares: readonly ImportedShare[],
): void {
  for (const { tokenHash, createdAt, expiresAt, views } of shares) {
    sql.run`
      INSERT INTO share (token_hash, prompt, created_at, expires_at, views)
      VALUES (${tokenHash}, ${prompt}, ${Date.parse(createdAt)},
              ${expiresAt === null ? null : Date.parse(expiresAt)}, ${views})
          ON CONFLICT (token_hash) DO NOTHING`
  }
}
