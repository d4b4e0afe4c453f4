import type { TableDigest } from '@promptbin/prompt-store/rows-digest'

/** All tables of a database of PostgreSQL, as a backup of it tells. */
export interface StoredTables {
  /** How many migrations that database has had. */
  readonly schemaVersion: number
  /** That of PostgreSQL. */
  readonly serverVersion: string
  /** What each held, before it was encrypted; in the order in which they can be filled. */
  readonly of: Readonly<Record<string, TableDigest>>
}

/** Where they are inside of a backup. */
export const tablesFolderName = 'tables'

/** The file of a table inside of a backup: a row of it a line, as JSON. */
export function tableFileOf(table: string): string {
  return `${tablesFolderName}/${encodeURIComponent(table)}.jsonl`
}

/** Whether a file of a backup is that of a table. */
export function isTableFile(name: string): boolean {
  return name.startsWith(`${tablesFolderName}/`)
}
