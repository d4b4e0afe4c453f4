import type { Sql } from '../sql.ts'

/** What `PromptStore.noteTokenUse` is told. */
export interface NoteTokenUseInput {
  readonly id: string
  readonly now: number
}

/** `PromptStore.noteTokenUse` */
export function noteTokenUse(sql: Sql, { id, now }: NoteTokenUseInput): void {
  sql.run`
    UPDATE token SET last_used_at = ${now}
     WHERE id = ${id} AND (last_used_at IS NULL OR last_used_at < ${now})`
}
