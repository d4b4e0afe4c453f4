import type { ImportedShare } from '@promptbin/prompts'
import type { Author } from '../../requests.ts'
import { noteAudit } from '../audit/note-audit.ts'
import { raiseGeneration } from '../feed/raise-generation.ts'
import { makeId } from '../prompts/insert-prompt.ts'
import type { Sql } from '../sql.ts'

/**
 * Keeps links that were given out elsewhere; one that is known, or was revoked here, stays as it
 * is. They show what a caller gets who asks for no version.
 */
export function insertShares(
  sql: Sql,
  prompt: { readonly id: string; readonly name: string },
  shares: readonly ImportedShare[],
  { author, client }: Author,
  now: number,
): void {
  let inserted = 0
  for (const { tokenHash, createdAt, expiresAt, views } of shares) {
    const id = makeId()
    const { changes } = sql.run`
      INSERT INTO share (id, token_hash, prompt, created_at, created_by, client, expires_at, views)
      VALUES (${id}, ${tokenHash}, ${prompt.id}, ${Date.parse(createdAt)}, ${author},
              ${client}, ${expiresAt === null ? null : Date.parse(expiresAt)}, ${views})
          ON CONFLICT (token_hash) DO NOTHING`
    inserted += Number(changes)
    if (Number(changes) === 0) continue
    const after = { prompt: prompt.name, expiresAt, isImported: true }
    noteAudit(sql, { action: 'share.create', target: id, after })
  }
  if (inserted > 0) raiseGeneration(sql, 'shared', prompt, now)
}
