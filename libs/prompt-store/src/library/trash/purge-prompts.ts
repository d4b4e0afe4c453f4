import { promptNotFound } from '../../errors.ts'
import { noteAudit } from '../audit/note-audit.ts'
import { type Changed, raiseGeneration } from '../feed/raise-generation.ts'
import type { Sql } from '../sql.ts'
import { purgedAtOnce } from './purged-at-once.ts'

/** What `PromptStore.purge` is told. */
export interface PurgeInput {
  readonly which: { readonly id: string } | { readonly before: number }
  readonly now: number
}

/** `PromptStore.purge`, of at most `purgedAtOnce`; returns how many. */
export function purgePrompts(sql: Sql, { which, now }: PurgeInput): number {
  const rows =
    'id' in which
      ? sql.all`
          SELECT id, name, folder FROM prompt
           WHERE id = ${which.id} AND deleted_at IS NOT NULL`
      : sql.all`
          SELECT id, name, folder FROM prompt
           WHERE deleted_at IS NOT NULL AND deleted_at < ${which.before}
           ORDER BY deleted_at
           LIMIT ${purgedAtOnce}`
  if ('id' in which && rows.length === 0) throw promptNotFound(which.id)
  for (const { id, name, folder } of rows) {
    purge(sql, { id: String(id), name: String(name), folder: String(folder) }, now)
  }
  return rows.length
}

/** Its versions can go only after it, and must. An import may bring it again, as something new. */
function purge(sql: Sql, prompt: Required<Changed>, now: number): void {
  const { id } = prompt
  sql.search.forget(id)
  sql.run`DELETE FROM alias WHERE prompt = ${id}`
  sql.run`DELETE FROM label WHERE prompt = ${id}`
  sql.run`DELETE FROM origin WHERE prompt = ${id}`
  sql.run`DELETE FROM share WHERE prompt = ${id}`
  sql.run`DELETE FROM prompt WHERE id = ${id}`
  sql.run`DELETE FROM label_move WHERE prompt = ${id}`
  sql.run`DELETE FROM reference WHERE prompt = ${id}`
  sql.run`DELETE FROM version WHERE prompt = ${id}`
  raiseGeneration(sql, 'purged', prompt, now)
  noteAudit(sql, { action: 'prompt.purge', target: prompt.name, before: { id } })
}
