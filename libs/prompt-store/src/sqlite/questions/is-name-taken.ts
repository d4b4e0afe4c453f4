import type { SQLTagStore } from 'node:sqlite'

/** Whether a prompt that is not in the trash has this name. */
export function isNameTaken(sql: SQLTagStore, name: string): boolean {
  return sql.get`SELECT 1 FROM prompt WHERE name = ${name} AND deleted_at IS NULL` !== undefined
}
