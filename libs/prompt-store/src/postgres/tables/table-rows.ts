import type { Client } from '../database/client.ts'
import { readInPortions } from '../integrity/read-in-portions.ts'
import type { OwnTable } from './own-tables.ts'
import { createRowsDigest, type TableDigest } from './rows-digest.ts'

/** What a session may have set otherwise, and what a value looks like depends on. */
const oneForm = `
SET LOCAL timezone = 'UTC';
SET LOCAL bytea_output = 'hex';
SET LOCAL intervalstyle = 'iso_8601';
SET LOCAL extra_float_digits = 1`

/** From now to the end of the transaction rows look the same on every server. */
export async function useOneForm(client: Client): Promise<void> {
  await client.query(oneForm)
}

/** The rows of a table as lines of JSON, by its key, some at a time; `useOneForm` comes first. */
export async function* rowsOf(client: Client, { quoted, order }: OwnTable): AsyncGenerator<string> {
  const line = 'row_to_json(whole.*)::text'
  const rows = readInPortions(
    client,
    `SELECT ${line} AS line FROM ${quoted} AS whole ORDER BY ${order ?? `${line} COLLATE "C"`}`,
  )
  for await (const row of rows) yield String(row['line'])
}

/** What a table holds now. */
export async function digestOf(client: Client, table: OwnTable): Promise<TableDigest> {
  const digest = createRowsDigest()
  for await (const line of rowsOf(client, table)) digest.take(line)
  return digest.end()
}
