import { storeTablesDiffer } from '../../store-errors.ts'
import type { Client } from '../database/client.ts'
import type { OwnTable } from '../tables/own-tables.ts'
import type { TableToRead } from '../tables/read-library-tables.ts'

/** As much JSON goes to the server at a time, unless one row alone has more. */
const [maxCharacters, maxRows] = [2 ** 20, 1_000]

/**
 * Puts stored rows in the place of those that the tables of a new schema have, exactly as they were:
 * triggers do nothing meanwhile, references hold, and numbers go on after the last. Within the transaction
 * that is open, of whoever owns the tables. Throws `PB_STORE_TABLES_DIFFER` when one is not stored.
 */
export async function fillTables(
  client: Client,
  tables: readonly OwnTable[],
  stored: readonly TableToRead[],
): Promise<void> {
  await eachOf(client, tables, 'DISABLE')
  for (const { quoted } of tables.toReversed()) await client.query(`DELETE FROM ${quoted}`)
  for (const table of tables) {
    const found = stored.find(({ name }) => name === table.name)
    if (found === undefined) throw storeTablesDiffer(`the table ${table.name} is missing`)
    await fill(client, table, found.lines)
  }
  // Before the triggers are back: with a check that waits PostgreSQL changes no table.
  await client.query('SET CONSTRAINTS ALL IMMEDIATE')
  await eachOf(client, tables, 'ENABLE')
}

/** Those that PostgreSQL has for references stay as they are; to switch them off takes a superuser. */
async function eachOf(
  client: Client,
  tables: readonly OwnTable[],
  change: 'ENABLE' | 'DISABLE',
): Promise<void> {
  for (const { quoted } of tables)
    await client.query(`ALTER TABLE ${quoted} ${change} TRIGGER USER`)
}

async function fill(client: Client, table: OwnTable, lines: AsyncIterable<string>): Promise<void> {
  let [some, characters]: [string[], number] = [[], 0]
  for await (const line of lines) {
    some.push(line)
    characters += line.length
    if (characters < maxCharacters && some.length < maxRows) continue
    await insert(client, table, some)
    ;[some, characters] = [[], 0]
  }
  if (some.length > 0) await insert(client, table, some)
  await goOnCounting(client, table)
}

/** Never read here: a number of JavaScript has not all digits of one of PostgreSQL. */
async function insert(
  client: Client,
  { quoted, columns }: OwnTable,
  lines: readonly string[],
): Promise<void> {
  await client.query(
    `INSERT INTO ${quoted} (${columns}) OVERRIDING SYSTEM VALUE
     SELECT ${columns} FROM json_populate_recordset(NULL::${quoted}, $1::json)`,
    [`[${lines.join()}]`],
  )
}

async function goOnCounting(client: Client, { quoted, numbered }: OwnTable): Promise<void> {
  if (numbered === null) return
  await client.query(
    `SELECT setval(pg_get_serial_sequence($1, $2), coalesce(last, 1), last IS NOT NULL)
       FROM (SELECT max(${client.escapeIdentifier(numbered)}) AS last FROM ${quoted}) AS numbers`,
    [quoted, numbered],
  )
}
