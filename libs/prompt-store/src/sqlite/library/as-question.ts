import type { SQLTagStore } from 'node:sqlite'
import { inTransaction } from '../database/transaction.ts'

/** Makes reading a question: all that it reads is of one state of the library. */
export function asQuestion<Input, Answer>(
  work: (sql: SQLTagStore, input: Input) => Answer,
): (sql: SQLTagStore, input: Input) => Answer {
  return (sql, input) => inTransaction(sql.db, 'DEFERRED', () => work(sql, input))
}
