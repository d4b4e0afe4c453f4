import type { Sql } from '../sql.ts'

/** What `PromptStore.noteShareView` is told. */
export interface NoteShareViewInput {
  readonly id: string
  readonly now: number
}

/** `PromptStore.noteShareView` */
export function noteShareView(sql: Sql, { id, now }: NoteShareViewInput): void {
  const row = sql.get`UPDATE library SET openings = openings + 1 RETURNING openings`
  sql.run`
    UPDATE share
       SET views = views + 1, last_viewed_at = ${now}, opening = ${Number(row?.['openings'])}
     WHERE id = ${id}`
}
