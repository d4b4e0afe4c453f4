import type { SQLTagStore } from 'node:sqlite'

/** Makes a small durable change that nobody sees, which a full or read-only disk refuses. */
export function probeWrite(sql: SQLTagStore, { now }: { readonly now: number }): void {
  sql.run`UPDATE library SET probed_at = ${now}`
}
