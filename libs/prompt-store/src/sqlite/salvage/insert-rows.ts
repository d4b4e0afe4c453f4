import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import type { Row } from './readable-rows.ts'

/**
 * Makes what puts a row of another library into a table of this one, by the columns that this one
 * knows. It answers whether the row was taken: one that is there already or breaks a rule is not.
 */
export function rowInserter(database: DatabaseSync, table: string): (row: Row) => boolean {
  const columns = database.prepare('SELECT name FROM pragma_table_info(?)').all(table)
  const known = new Set(columns.map(({ name }) => String(name)))
  const statements = new Map<string, StatementSync>()
  return (row) => {
    const fields = Object.entries(row).filter(([name]) => known.has(name))
    const names = fields.map(([name]) => `"${name}"`).join(', ')
    const places = fields.map(() => '?').join(', ')
    const statement =
      statements.get(names) ??
      database.prepare(`INSERT INTO "${table}" (${names}) VALUES (${places})`)
    statements.set(names, statement)
    try {
      const values = fields.map(([, value]) => value as SQLInputValue)
      return statement.run(...values).changes > 0
    } catch {
      return false
    }
  }
}
