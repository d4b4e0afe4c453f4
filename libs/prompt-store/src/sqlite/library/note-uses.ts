import type { SQLTagStore } from 'node:sqlite'
import { findPrompt } from '../names/find-prompt.ts'

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

/** What `PromptStore.noteUsesByName` is told. */
export interface NoteUsesByNameInput {
  readonly uses: readonly { readonly name: string; readonly at: number }[]
  readonly now: number
}

/** `PromptStore.noteUsesByName` */
export function noteUsesByName(sql: SQLTagStore, { uses, now }: NoteUsesByNameInput): void {
  const known = uses.flatMap(({ name, at }) => {
    const id = findPrompt(sql, name)
    return id === undefined ? [] : [{ id, at: Math.min(at, now) }]
  })
  noteUses(sql, { uses: known, now })
}
