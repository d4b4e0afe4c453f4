import { promptNotFound } from '../../errors.ts'
import type { Sql } from '../sql.ts'

/** The id of the living prompt that has this name, had it, or was imported under it; or that id itself. */
export function findPrompt(sql: Sql, name: string): string | undefined {
  const row = sql.get`
    SELECT id FROM prompt WHERE name = ${name} AND deleted_at IS NULL
     UNION ALL
    SELECT prompt FROM alias WHERE name = ${name} AND NOT trashed
     UNION ALL
    SELECT id FROM prompt WHERE id = ${name} AND deleted_at IS NULL
     LIMIT 1`
  return row && String(row['id'])
}

/** The same; throws `PB_PROMPT_NOT_FOUND`. */
export function requirePrompt(sql: Sql, name: string): string {
  const id = findPrompt(sql, name)
  if (id === undefined) throw promptNotFound(name)
  return id
}

/** Whether a living prompt other than `except` is found under this name. */
export function isNameTaken(sql: Sql, name: string, except?: string): boolean {
  const id = findPrompt(sql, name)
  return id !== undefined && id !== except
}
