import type { SQLTagStore } from 'node:sqlite'

/** What `PromptStore.noteUses` is told. */
export interface NoteUsesInput {
  readonly uses: readonly { readonly id: string; readonly at: number }[]
  readonly now: number
}

/** `PromptStore.noteUses` */
export function noteUses(sql: SQLTagStore, { uses }: NoteUsesInput): void {
  sql.run`
    UPDATE prompt
       SET used_at = use.at
      FROM (SELECT value ->> 'id' AS id, max(value ->> 'at') AS at
              FROM json_each(${JSON.stringify(uses)})
             GROUP BY value ->> 'id') AS use
     WHERE prompt.id = use.id AND prompt.used_at < use.at`
}
