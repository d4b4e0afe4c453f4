import { DatabaseSync } from 'node:sqlite'

/** What a manifest tells of a database. */
export interface DatabaseDescription {
  readonly sqliteVersion: string
  /** How many migrations it has had. */
  readonly schemaVersion: number
  readonly rows: Readonly<Record<string, number>>
  /** The hash of the newest record of the library's audit trail; null before the first. */
  readonly auditHead: string | null
}

/** More faults than these tell nothing new. */
const maxFaults = 10

/** Opens a database that nobody writes to, and only reads. Throws what SQLite throws. */
function reading<Result>(file: string, read: (database: DatabaseSync) => Result): Result {
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    return read(database)
  } finally {
    database.close()
  }
}

/**
 * What SQLite's full check finds wrong with a database: pages, indexes, constraints and references
 * (https://www.sqlite.org/pragma.html#pragma_integrity_check). Takes half a minute for a gigabyte.
 */
export function faultsOfDatabase(file: string): readonly string[] {
  try {
    return reading(file, (database) => {
      const found = database.prepare(`PRAGMA integrity_check(${maxFaults})`).all()
      const faults = found
        .map((row) => String(row['integrity_check']))
        .filter((one) => one !== 'ok')
      const strays = database.prepare('PRAGMA foreign_key_check').all().slice(0, maxFaults)
      return [...faults, ...strays.map(({ table, parent }) => `a row of ${table} has no ${parent}`)]
    })
  } catch (error) {
    return [(error as Error).message]
  }
}

/** Tables of ours, without those that SQLite and its full-text index keep for themselves. */
const ownTables = `
SELECT name FROM pragma_table_list
 WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite^_%' ESCAPE '^'
 ORDER BY name`

/** Counts the rows of a database and reads its versions. Throws what SQLite throws. */
export function describeDatabase(file: string): DatabaseDescription {
  return reading(file, (database) => {
    const value = (sql: string) => Object.values(database.prepare(sql).get() ?? {})[0] ?? null
    const tables = database
      .prepare(ownTables)
      .all()
      .map(({ name }) => String(name))
    const countOf = (table: string) =>
      Number(value(`SELECT count(*) FROM "${table.replaceAll('"', '""')}"`))
    const head = tables.includes('audit')
      ? value('SELECT hash FROM audit ORDER BY seq DESC LIMIT 1')
      : null
    return {
      sqliteVersion: String(value('SELECT sqlite_version()')),
      schemaVersion: Number(value('PRAGMA user_version')),
      rows: Object.fromEntries(tables.map((table) => [table, countOf(table)])),
      auditHead: head === null ? null : String(head),
    }
  })
}
