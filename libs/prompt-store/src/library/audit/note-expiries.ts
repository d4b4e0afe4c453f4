import type { ChangeInput } from '../jobs/as-change.ts'
import { toDateTime } from '../rows.ts'
import type { Sql } from '../sql.ts'
import { noteAudit } from './note-audit.ts'

/** So many in one transaction that other writers need not wait for long. */
const notedAtOnce = 100

/**
 * `PromptStore.noteExpiries`. Nothing happens when a time is over; a link or a token only opens nothing
 * any more. That it was so is written down once, however many processes look.
 */
export function noteExpiries(sql: Sql, { now }: ChangeInput): number {
  const shares = sql.all`
    SELECT share.id, share.expires_at, prompt.name
      FROM share
      JOIN prompt ON prompt.id = share.prompt
     WHERE share.expires_at <= ${now} AND share.revoked_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM audit
                        WHERE audit.target = share.id AND audit.action = 'share.expire')
     LIMIT ${notedAtOnce}`
  const tokens = sql.all`
    SELECT id, name, expires_at
      FROM token
     WHERE expires_at <= ${now} AND revoked_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM audit
                        WHERE audit.target = token.name AND audit.action = 'token.expire'
                          AND audit.record LIKE '%"id":"' || token.id || '"%')
     LIMIT ${notedAtOnce}`
  for (const { id, name, expires_at } of shares) {
    const before = { prompt: String(name), expiresAt: toDateTime(Number(expires_at)) }
    noteAudit(sql, { action: 'share.expire', target: String(id), before })
  }
  for (const { id, name, expires_at } of tokens) {
    const before = { id: String(id), expiresAt: toDateTime(Number(expires_at)) }
    noteAudit(sql, { action: 'token.expire', target: String(name), before })
  }
  return shares.length + tokens.length
}
