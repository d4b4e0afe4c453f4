import type { Page } from '@promptbin/prompts'
import type { TrashedPrompt } from '../../answers.ts'
import { readTrashCursor, trashCursor } from '../../cursor.ts'
import type { Sql } from '../sql.ts'
import { type TrashedRow, toTrashed } from './trashed-prompt.ts'

/** Counting stops here, so that it costs the same in a trash of any size. */
const countLimit = 10_000

/** `PromptStore.trashed`: the generation of a prompt in the trash is that of when it went there. */
export function listTrashed(
  sql: Sql,
  { cursor, limit }: { readonly cursor?: string; readonly limit: number },
): Page<TrashedPrompt> {
  const { before } = readTrashCursor(cursor)
  const found = sql.all`
    SELECT id, name, title, folder, tags, latest, generation, deleted_at
      FROM prompt
     WHERE deleted_at IS NOT NULL AND generation < ${before}
     ORDER BY generation DESC
     LIMIT ${limit + 1}`
  const rows = (found as unknown as TrashedRow[]).slice(0, limit)
  const last = rows.at(-1)
  const more = found.length > limit && last !== undefined
  const count = sql.get`
    SELECT count(*) AS count
      FROM (SELECT 1 FROM prompt WHERE deleted_at IS NOT NULL LIMIT ${countLimit + 1}) AS counted`
  const total = Number(count?.['count'])
  return {
    items: rows.map(toTrashed),
    nextCursor: more ? trashCursor({ before: last.generation }) : null,
    total: { value: Math.min(total, countLimit), exact: total <= countLimit },
  }
}
