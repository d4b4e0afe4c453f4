import type { DatabaseSync } from 'node:sqlite'

/** A table with pages of its own. */
export interface Table {
  readonly name: string
  /** Of a table that an index such as the full-text search keeps for itself. */
  readonly isShadow: boolean
  readonly hasRowid: boolean
}

/** All tables that hold anything. Throws what SQLite throws, as a damaged schema cannot be listed. */
export function listTables(database: DatabaseSync): readonly Table[] {
  return database
    .prepare(`SELECT name, type, wr FROM pragma_table_list
               WHERE schema = 'main' AND type IN ('table', 'shadow') AND name NOT LIKE 'sqlite_%'
               ORDER BY name`)
    .all()
    .map(({ name, type, wr }) => ({
      name: String(name),
      isShadow: type === 'shadow',
      hasRowid: wr === 0,
    }))
}

/** The columns by which the rows of a table are kept in order, as SQL writes them. */
export function keyOf(database: DatabaseSync, { name, hasRowid }: Table): readonly string[] {
  if (hasRowid) return ['rowid']
  return database
    .prepare('SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk')
    .all(name)
    .map((column) => `"${String(column['name'])}"`)
}
