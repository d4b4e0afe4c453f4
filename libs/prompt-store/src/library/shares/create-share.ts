import { idempotencyKeyReused } from '../../errors.ts'
import type { Author } from '../../requests.ts'
import type { NewShare, Share } from '../../shares/share.ts'
import { noteAudit } from '../audit/note-audit.ts'
import { raiseGeneration } from '../feed/raise-generation.ts'
import type { ChangeInput } from '../jobs/as-change.ts'
import { requirePrompt } from '../names/find-prompt.ts'
import { makeId } from '../prompts/insert-prompt.ts'
import { readChosen } from '../prompts/read-prompt.ts'
import { toDateTime } from '../rows.ts'
import type { Sql } from '../sql.ts'

/** What `PromptStore.createShare` is told. */
export interface CreateShareInput extends ChangeInput {
  readonly share: NewShare
  readonly author: Author
}

/** `PromptStore.createShare` */
export function createShare(
  sql: Sql,
  { share, author, now }: CreateShareInput,
): Share & Pick<NewShare, 'tokenHash'> {
  const { version, label, tokenHash, expiresAt } = share
  const selector = {
    ...(version !== undefined && { version }),
    ...(label !== undefined && { label }),
  }
  const { prompt } = readChosen(sql, requirePrompt(sql, share.prompt), selector)
  const chosen = { version: version ?? null, label: label ?? null }
  const id = makeId()
  const { changes } = sql.run`
    INSERT INTO share (id, token_hash, prompt, n, label, created_at, created_by, client,
                       expires_at, views)
    VALUES (${id}, ${tokenHash}, ${prompt.id}, ${chosen.version}, ${chosen.label}, ${now},
            ${author.author}, ${author.client},
            ${expiresAt === null ? null : Date.parse(expiresAt)}, 0)
        ON CONFLICT (token_hash) DO NOTHING`
  // A token is derived from an idempotency key if there is one, and was forgotten with it since.
  if (changes === 0) throw idempotencyKeyReused()
  raiseGeneration(sql, 'shared', prompt, now)
  noteAudit(sql, {
    action: 'share.create',
    target: id,
    after: { prompt: prompt.name, ...chosen, expiresAt },
  })
  return {
    id,
    prompt: prompt.name,
    title: prompt.title,
    ...chosen,
    createdAt: toDateTime(now),
    createdBy: author.author,
    expiresAt,
    views: 0,
    lastViewedAt: null,
    tokenHash,
  }
}
