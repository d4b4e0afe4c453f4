import { openConnection } from '../database/connection.ts'
import { describeSqliteError } from '../database/sqlite-errors.ts'

/**
 * Brings a library that nobody has open up to date with this program, in one file. Throws
 * `PB_STORE_NEWER`, `PB_STORE_DAMAGED`, `PB_STORE_FULL`.
 */
export function upgradeLibrary(file: string): void {
  try {
    // The last connection that closes moves the log into the database.
    openConnection(file, 'writer').close()
  } catch (error) {
    throw describeSqliteError(error, 'writer', file)
  }
}
