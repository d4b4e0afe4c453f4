import type { Sql } from '../sql.ts'

/** Makes a small durable change that nobody sees, which a full or read-only disk refuses. */
export function probeWrite(sql: Sql, { now }: { readonly now: number }): void {
  sql.run`UPDATE library SET probed_at = ${now}`
}
