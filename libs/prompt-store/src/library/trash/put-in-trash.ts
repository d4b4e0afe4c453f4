import { promptInUse } from '../../errors.ts'
import { noteAudit } from '../audit/note-audit.ts'
import { raiseGeneration } from '../feed/raise-generation.ts'
import { findUses } from '../includes/list-uses.ts'
import type { Sql } from '../sql.ts'

/** So many of those that use a prompt are named when it cannot go. */
const namedUsers = 10

/** Moves a prompt to the trash; its names are free from now on. */
export function putInTrash(
  sql: Sql,
  { id, name }: { readonly id: string; readonly name: string },
  now: number,
): void {
  sql.run`UPDATE alias SET trashed = ${1} WHERE prompt = ${id}`
  const generation = raiseGeneration(sql, 'trashed', { id, name }, now)
  sql.run`UPDATE prompt SET deleted_at = ${now}, generation = ${generation} WHERE id = ${id}`
  noteAudit(sql, { action: 'prompt.trash', target: name, before: { id } })
}

/** Throws `PB_PROMPT_IN_USE` if living prompts include this one. */
export function requireUnused(
  sql: Sql,
  { id, name }: { readonly id: string; readonly name: string },
): void {
  const names = [...new Set(findUses(sql, id).map((use) => use.name))]
  if (names.length === 0) return
  const more = names.length - namedUsers
  const named = names.slice(0, namedUsers).join(', ') + (more > 0 ? ` and ${more} more` : '')
  throw promptInUse(name, named)
}
