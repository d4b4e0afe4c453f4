import { storeOlder } from '../../store-errors.ts'
import type { Client } from '../database/client.ts'
import { postgresSchemaVersion, readSchemaVersion } from '../database/migrate.ts'
import { inOneState } from '../integrity/in-one-state.ts'
import { explainRefusal } from './explain-refusal.ts'
import { listTables } from './own-tables.ts'
import { rowsOf, useOneForm } from './table-rows.ts'

/** All that a database has of a library, in one state of it, for as long as it is read. */
export interface LibraryTables {
  /** That of the database, which may be older than this program. */
  readonly schemaVersion: number
  /** Whether this program has to migrate it before it can be used. */
  readonly isOlder: boolean
  /** That of PostgreSQL. */
  readonly serverVersion: string
  /** The hash of the newest record of the audit trail; null before the first. */
  readonly auditHead: string | null
  /** To be read one after the other, in the order in which they can be filled. */
  readonly tables: readonly TableToRead[]
}

/** A table, and its rows as lines of JSON. */
export interface TableToRead {
  readonly name: string
  readonly lines: AsyncIterable<string>
}

/**
 * Reads every row of every table of a library that PostgreSQL keeps, in one state of it, while others use
 * it; of any schema, as the catalogue says what there is. Holds a few rows at a time. Rejects with
 * `PB_STORE_OLDER` where there is no library, with `PB_STORE_NOT_ALLOWED`, as the store does when it
 * cannot be asked, and with what `read` rejects with, if that is a `PromptBinError`.
 */
export function readLibraryTables<Result>(
  url: string,
  read: (library: LibraryTables) => Promise<Result>,
): Promise<Result> {
  return inOneState(url, async (client) => {
    try {
      await useOneForm(client)
      return await read(await lookAt(client))
    } catch (error) {
      throw explainRefusal(error)
    }
  })
}

async function lookAt(client: Client): Promise<LibraryTables> {
  const tables = await listTables(client)
  const has = (wanted: string) => tables.some(({ name }) => name === wanted)
  if (!has('library_schema')) throw storeOlder(0, postgresSchemaVersion)
  const schemaVersion = await readSchemaVersion(client)
  const { rows } = await client.query<{ version: string }>(
    `SELECT current_setting('server_version') AS version`,
  )
  return {
    schemaVersion,
    isOlder: schemaVersion < postgresSchemaVersion,
    serverVersion: rows[0]?.version ?? '',
    auditHead: has('audit') ? await readHead(client) : null,
    tables: tables.map((table) => ({ name: table.name, lines: rowsOf(client, table) })),
  }
}

async function readHead(client: Client): Promise<string | null> {
  const { rows } = await client.query<{ hash: string }>(
    'SELECT hash FROM audit ORDER BY seq DESC LIMIT 1',
  )
  return rows[0]?.hash ?? null
}
