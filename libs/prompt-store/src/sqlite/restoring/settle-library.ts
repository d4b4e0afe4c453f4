import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { storeBusy } from '../../store-errors.ts'

/** The primary result codes of SQLite that tell of another connection (sqlite.org/rescode.html). */
const heldByAnother = new Set([5, 6])

/**
 * Moves what stands in the write-ahead log into the database, so that one file is the whole library.
 * `damaged` where SQLite cannot: then the log is a part of it as before. Throws `PB_STORE_BUSY` while
 * another process has it open.
 */
export function settleLibrary(file: string): 'settled' | 'damaged' | 'missing' {
  if (!existsSync(file)) return 'missing'
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(file, { timeout: 0 })
    // Whoever has it open holds a lock that this one does not bear (sqlite.org/wal.html).
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE; COMMIT')
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    return 'settled'
  } catch (error) {
    const code = Number((error as { readonly errcode?: number }).errcode) & 0xff
    if (heldByAnother.has(code)) throw storeBusy.with({ cause: error })
    return 'damaged'
  } finally {
    database?.close()
  }
}
