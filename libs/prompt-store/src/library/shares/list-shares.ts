import type { Page } from '@promptbin/prompts'
import { readShareCursor, shareCursor } from '../../cursor.ts'
import type { Share } from '../../shares/share.ts'
import { requirePrompt } from '../names/find-prompt.ts'
import type { Sql } from '../sql.ts'
import { type ShareRow, toShare } from './share-row.ts'

/** Counting stops here, so that it costs the same whatever there is. */
const countLimit = 10_000

/** What `PromptStore.shares` is asked. */
export interface SharesQuery {
  /** The name of a prompt; all prompts that are not in the trash without one. */
  readonly prompt?: string | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

/** `PromptStore.shares` */
export function listShares(sql: Sql, query: SharesQuery): Page<Share> {
  const { cursor, limit } = query
  const prompt = query.prompt === undefined ? undefined : requirePrompt(sql, query.prompt)
  const { before, id } = readShareCursor(prompt, cursor)
  const found =
    prompt === undefined
      ? sql.all`
          SELECT share.*, prompt.name, prompt.title
            FROM share JOIN prompt ON prompt.id = share.prompt AND prompt.deleted_at IS NULL
           WHERE share.revoked_at IS NULL AND (share.created_at, share.id) < (${before}, ${id})
           ORDER BY share.created_at DESC, share.id DESC
           LIMIT ${limit + 1}`
      : sql.all`
          SELECT share.*, prompt.name, prompt.title
            FROM share JOIN prompt ON prompt.id = share.prompt AND prompt.deleted_at IS NULL
           WHERE share.prompt = ${prompt} AND share.revoked_at IS NULL
             AND (share.created_at, share.id) < (${before}, ${id})
           ORDER BY share.created_at DESC, share.id DESC
           LIMIT ${limit + 1}`
  const rows = (found as unknown as ShareRow[]).slice(0, limit)
  const last = rows.at(-1)
  const more = found.length > limit && last !== undefined
  const total = count(sql, prompt)
  return {
    items: rows.map(toShare),
    nextCursor: more ? shareCursor(prompt, { before: last.created_at, id: last.id }) : null,
    total: { value: Math.min(total, countLimit), exact: total <= countLimit },
  }
}

function count(sql: Sql, prompt: string | undefined): number {
  const row = sql.get`
    SELECT count(*) AS count
      FROM (SELECT 1 FROM share JOIN prompt ON prompt.id = share.prompt
             WHERE share.revoked_at IS NULL AND prompt.deleted_at IS NULL
               AND share.prompt = coalesce(${prompt ?? null}, share.prompt)
             LIMIT ${countLimit + 1}) AS counted`
  return Number(row?.['count'])
}
