import { storeNewer } from '../../store-errors.ts'
import type { Client } from '../database/client.ts'
import { applyMigrations, libraryMigrations } from '../database/migrate.ts'
import { listTables } from '../tables/own-tables.ts'
import type { TableToRead } from '../tables/read-library-tables.ts'
import type { TableDigest } from '../tables/rows-digest.ts'
import { digestOf, useOneForm } from '../tables/table-rows.ts'
import { fillTables } from './fill-tables.ts'

/** The tables of a library that was stored. */
export interface StoredLibrary {
  readonly schemaVersion: number
  readonly tables: readonly TableToRead[]
}

/** What stands in a schema after a library was loaded into it. */
export interface LoadedLibrary {
  readonly digests: Readonly<Record<string, TableDigest>>
  /** Tables that were stored and are none of this schema: somebody else had put them beside it. */
  readonly leftOut: readonly string[]
}

/**
 * Makes the schema that a library was stored with where there is nothing yet, fills it, and reads all of
 * it back. Within the transaction that is open. Throws `PB_STORE_NEWER`, `PB_STORE_TABLES_DIFFER`, and
 * what PostgreSQL answers.
 */
export async function loadLibrary(
  client: Client,
  { schemaVersion, tables: stored }: StoredLibrary,
  migrations: readonly string[] = libraryMigrations,
): Promise<LoadedLibrary> {
  if (schemaVersion > migrations.length) throw storeNewer(schemaVersion, migrations.length)
  await useOneForm(client)
  await applyMigrations(client, 0, { migrations: migrations.slice(0, schemaVersion) })
  const tables = await listTables(client)
  await fillTables(client, tables, stored)
  const digests: Record<string, TableDigest> = {}
  for (const table of tables) digests[table.name] = await digestOf(client, table)
  const leftOut = stored.map(({ name }) => name).filter((name) => !(name in digests))
  return { digests, leftOut }
}
