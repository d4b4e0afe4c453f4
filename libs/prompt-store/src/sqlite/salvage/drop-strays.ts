import type { DatabaseSync } from 'node:sqlite'
import { listTables } from '../integrity/list-tables.ts'

/** Labels and includes of versions that are gone; it is done before their prompts are there. */
export function dropOfLostVersions(database: DatabaseSync): ReadonlyMap<string, number> {
  const isGone = (table: string) => `
    NOT EXISTS (SELECT 1 FROM version
                 WHERE version.prompt = ${table}.prompt AND version.n = ${table}.n)`
  return dropWhere(database, { label: isGone('label'), reference: isGone('reference') })
}

/** Rows that speak of others which are gone: tokens of accounts, links to prompts. */
export function dropStrays(database: DatabaseSync): ReadonlyMap<string, number> {
  const conditions = listTables(database)
    .filter(({ isShadow }) => !isShadow)
    .map(({ name }) => [name, strayCondition(database, name)] as const)
    .filter(([, condition]) => condition !== '')
  const dropped = new Map<string, number>()
  for (;;) {
    const more = dropWhere(database, Object.fromEntries(conditions))
    // What goes may have been spoken of as well.
    if (more.size === 0) return dropped
    for (const [table, rows] of more) dropped.set(table, (dropped.get(table) ?? 0) + rows)
  }
}

function dropWhere(
  database: DatabaseSync,
  conditions: Readonly<Record<string, string>>,
): ReadonlyMap<string, number> {
  const dropped = new Map<string, number>()
  for (const [table, condition] of Object.entries(conditions)) {
    const { changes } = database.prepare(`DELETE FROM "${table}" WHERE ${condition}`).run()
    if (changes > 0) dropped.set(table, Number(changes))
  }
  return dropped
}

/** Whether a row of the table speaks of something that is not there; nothing if it speaks of none. */
function strayCondition(database: DatabaseSync, table: string): string {
  const columns = database
    .prepare('SELECT id, "table" AS parent, "from", "to" FROM pragma_foreign_key_list(?)')
    .all(table)
  const keys = Map.groupBy(columns, ({ id }) => Number(id))
  return [...keys.values()]
    .map((key) => {
      const [first] = key
      const isSaid = key.map((column) => `"${table}"."${column['from']}" IS NOT NULL`)
      const isIt = key.map((column) => `parent."${column['to']}" = "${table}"."${column['from']}"`)
      return `(${isSaid.join(' AND ')} AND NOT EXISTS (
        SELECT 1 FROM "${first?.['parent']}" AS parent WHERE ${isIt.join(' AND ')}))`
    })
    .join(' OR ')
}
