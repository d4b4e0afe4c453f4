import { findPrompt } from '../names/find-prompt.ts'
import type { Sql } from '../sql.ts'

/** What `PromptStore.noteUses` is told. */
export interface NoteUsesInput {
  readonly uses: readonly { readonly id: string; readonly at: number }[]
  readonly now: number
}

/** `PromptStore.noteUses` */
export function noteUses(sql: Sql, { uses }: NoteUsesInput): void {
  const last = new Map<string, number>()
  for (const { id, at } of uses) last.set(id, Math.max(at, last.get(id) ?? 0))
  for (const [id, at] of last) {
    sql.run`UPDATE prompt SET used_at = ${at} WHERE id = ${id} AND used_at < ${at}`
  }
}

/** What `PromptStore.noteUsesByName` is told. */
export interface NoteUsesByNameInput {
  readonly uses: readonly { readonly name: string; readonly at: number }[]
  readonly now: number
}

/** `PromptStore.noteUsesByName` */
export function noteUsesByName(sql: Sql, { uses, now }: NoteUsesByNameInput): void {
  const known = uses.flatMap(({ name, at }) => {
    const id = findPrompt(sql, name)
    return id === undefined ? [] : [{ id, at: Math.min(at, now) }]
  })
  noteUses(sql, { uses: known, now })
}
