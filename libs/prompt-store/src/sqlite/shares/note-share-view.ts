import type { SQLTagStore } from 'node:sqlite'

/** What `PromptStore.noteShareView` is told. */
export interface NoteShareViewInput {
  readonly id: string
  readonly now: number
}

/** `PromptStore.noteShareView` */
export function noteShareView(sql: SQLTagStore, { id, now }: NoteShareViewInput): void {
  sql.run`UPDATE share SET views = views + 1, last_viewed_at = ${now} WHERE id = ${id}`
}
