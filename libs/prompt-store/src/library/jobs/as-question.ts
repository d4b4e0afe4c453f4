import type { Sql } from '../sql.ts'

/** Makes reading a question: all that it reads is of one state of the library. */
export function asQuestion<Input, Answer>(
  work: (sql: Sql, input: Input) => Answer,
): (sql: Sql, input: Input) => Answer {
  return (sql, input) => sql.transaction('read', () => work(sql, input))
}
