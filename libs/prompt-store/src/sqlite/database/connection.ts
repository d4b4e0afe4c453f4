import { DatabaseSync } from 'node:sqlite'
import { failpoint } from '@promptbin/failpoints'
import { readEdges } from '../integrity/read-edges.ts'
import { migrate } from './migrate.ts'
import type { Role } from './sqlite-errors.ts'

/** How long a connection waits for another process that writes. */
const busyTimeoutMs = 1_000

/** At start-up a migration by another process may take a while. */
const openingTimeoutMs = 10_000

/** What may be told of a connection. */
export interface ConnectionOptions {
  /** Nothing at all is written, nor what stands in the log moved into the database: it is damaged. */
  readonly isUntouched?: boolean | undefined
  /** The backup that was made before a migration; null where there was nothing to keep. */
  readonly backup?: string | null | undefined
}

/**
 * Opens the file, which is made if need be. The writer brings the schema up to date and takes a look at
 * all tables, and readers cannot write. Throws what SQLite throws, `PB_STORE_NEWER` and
 * `PB_STORE_MIGRATION_FAILED`.
 */
export function openConnection(
  file: string,
  role: Role,
  { isUntouched = false, backup = null }: ConnectionOptions = {},
): DatabaseSync {
  failpoint('store.opening')
  const database = new DatabaseSync(file, { timeout: openingTimeoutMs, readOnly: isUntouched })
  try {
    if (role === 'writer') prepareToWrite(database, backup)
    else database.exec('PRAGMA query_only = ON')
    database.exec(`PRAGMA busy_timeout = ${busyTimeoutMs}`)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/** A commit answers only when it is on the disk: WAL alone would lose the last ones with the power. */
function prepareToWrite(database: DatabaseSync, backup: string | null): void {
  database.exec('PRAGMA journal_mode = WAL')
  database.exec('PRAGMA synchronous = FULL')
  database.exec('PRAGMA foreign_keys = ON')
  migrate(database, backup)
  // Better refused now than at the first save: SQLite opens a file without the right to write, and
  // takes a damaged schema for none. A full disk is not asked, for reading still works there.
  database.exec('BEGIN IMMEDIATE; UPDATE library SET generation = generation; ROLLBACK')
  readEdges(database)
}
