import type { DatabaseSync } from 'node:sqlite'
import { keyOf, listTables } from './list-tables.ts'

/**
 * Reads the first and the last row of every table, the index of the search included: what a disk or a
 * copy has cut off, and most of what stands in the place of something else, is met there. It takes a
 * millisecond in a library of any size. Throws what SQLite throws.
 */
export function readEdges(database: DatabaseSync): void {
  for (const table of listTables(database)) {
    const key = keyOf(database, table)
    for (const direction of ['ASC', 'DESC']) {
      const order = key.map((column) => `${column} ${direction}`).join(', ')
      database.prepare(`SELECT * FROM "${table.name}" ORDER BY ${order} LIMIT 1`).get()
    }
  }
}
