import type { PromptRecord } from '@promptbin/prompts'
import { asQuestion } from '../../library/jobs/as-question.ts'
import { readRecords } from '../../library/records/read-records.ts'
import { openConnection } from '../database/connection.ts'
import { describeSqliteError } from '../database/sqlite-errors.ts'
import { SqliteSql } from '../database/sqlite-sql.ts'

const recordsOf = asQuestion(readRecords)

/**
 * All prompts of a library that nobody changes, on the thread that asks: for programs that do nothing
 * else. Throws what the store throws.
 */
export function* libraryRecords(file: string): Generator<PromptRecord> {
  const sql = openToRead(file)
  try {
    let after = ''
    for (let some = recordsOf(sql, { after }); some.length > 0; some = recordsOf(sql, { after })) {
      yield* some
      after = some.at(-1)?.id ?? after
    }
  } catch (error) {
    throw describeSqliteError(error, 'reader', file)
  } finally {
    sql.database.close()
  }
}

/**
 * One prompt of a library that nobody changes, by its name, an old name or its id. Throws
 * `PB_PROMPT_NOT_FOUND` and what the store throws.
 */
export function libraryRecord(file: string, name: string): PromptRecord | undefined {
  const sql = openToRead(file)
  try {
    return recordsOf(sql, { names: [name] })[0]
  } catch (error) {
    throw describeSqliteError(error, 'reader', file)
  } finally {
    sql.database.close()
  }
}

function openToRead(file: string): SqliteSql {
  try {
    return new SqliteSql(openConnection(file, 'reader'))
  } catch (error) {
    throw describeSqliteError(error, 'reader', file)
  }
}
