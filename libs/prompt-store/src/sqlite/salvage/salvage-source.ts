import { DatabaseSync } from 'node:sqlite'
import { isTableWhole } from '../integrity/check-pages.ts'
import { listTables, type Table } from '../integrity/list-tables.ts'
import { type Row, readableRows } from './readable-rows.ts'

/** Something that a library is made from anew. */
export interface SalvageSource {
  /** Whether everything of this table is there and can be read; not of one that is missing. */
  isWhole(table: string): boolean
  /** What can be read of it; nothing of one that is missing. */
  rows(table: string): Iterable<Row>
  /** The record of the audit trail with this number. */
  auditLine(seq: number): string | undefined
  /** In how many places rows could not be read so far, by table. */
  readonly gaps: ReadonlyMap<string, number>
  close(): void
}

/**
 * Opens a database to read what can be read. Undefined when not even its list of tables can be. The
 * file should be a copy: SQLite moves into it what stands in its log.
 */
export function openSource(file: string): SalvageSource | undefined {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(file)
    database.exec('PRAGMA query_only = ON')
    const tables = new Map(listTables(database).map((table) => [table.name, table]))
    if (tables.has('prompt') && tables.has('version')) return makeSource(database, tables)
  } catch {
    // What cannot be opened is no source.
  }
  database?.close()
  return undefined
}

function makeSource(database: DatabaseSync, tables: ReadonlyMap<string, Table>): SalvageSource {
  const gaps = new Map<string, number>()
  const whole = new Map<string, boolean>()
  return {
    gaps,
    isWhole(name) {
      const known = whole.get(name) ?? (tables.has(name) && looksWhole(database, name))
      whole.set(name, known)
      return known
    },
    *rows(name) {
      const table = tables.get(name)
      if (table === undefined) return
      yield* readableRows(database, table, () => gaps.set(name, (gaps.get(name) ?? 0) + 1))
    },
    auditLine(seq) {
      try {
        const row = database.prepare('SELECT record FROM audit WHERE seq = ?').get(seq)
        return row && String(row['record'])
      } catch {
        return undefined
      }
    },
    close: () => database.close(),
  }
}

function looksWhole(database: DatabaseSync, name: string): boolean {
  try {
    return isTableWhole(database, name)
  } catch {
    return false
  }
}
