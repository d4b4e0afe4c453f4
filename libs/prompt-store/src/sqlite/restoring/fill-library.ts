import type { PromptRecord } from '@promptbin/prompts'
import { asChange } from '../../library/jobs/as-change.ts'
import { restoreRecord } from '../../library/records/restore-record.ts'
import { openConnection } from '../database/connection.ts'
import { describeSqliteError } from '../database/sqlite-errors.ts'
import { SqliteSql } from '../database/sqlite-sql.ts'

const restore = asChange(restoreRecord)

/**
 * Makes a library in a new file of prompts as an export has them, on the thread that asks: for programs
 * that do nothing else. Rejects with what the store throws, and with what reading the prompts does.
 */
export async function fillLibrary(
  file: string,
  records: AsyncIterable<PromptRecord>,
): Promise<void> {
  const sql = openToFill(file)
  try {
    for await (const record of records) restore(sql, { record, now: Date.now() })
  } catch (error) {
    throw describeSqliteError(error, 'writer', file)
  } finally {
    sql.database.close()
  }
}

function openToFill(file: string): SqliteSql {
  try {
    const database = openConnection(file, 'writer')
    // A file that nobody has yet is made anew if the machine fails meanwhile.
    database.exec('PRAGMA synchronous = OFF')
    return new SqliteSql(database)
  } catch (error) {
    throw describeSqliteError(error, 'writer', file)
  }
}
