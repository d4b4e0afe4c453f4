import type { SQLTagStore } from 'node:sqlite'

/** What `PromptStore.noteTokenUse` is told. */
export interface NoteTokenUseInput {
  readonly id: string
  readonly now: number
}

/** `PromptStore.noteTokenUse` */
export function noteTokenUse(sql: SQLTagStore, { id, now }: NoteTokenUseInput): void {
  sql.run`
    UPDATE token SET last_used_at = ${now}
     WHERE id = ${id} AND (last_used_at IS NULL OR last_used_at < ${now})`
}
