import type { PromptBinError } from '@promptbin/errors'
import {
  storeMigrationFailed,
  storeNewer,
  storeOlder,
  storeServerUnfit,
} from '../../store-errors.ts'
import { access } from '../schema/access.ts'
import { audit } from '../schema/audit.ts'
import { groups } from '../schema/groups.ts'
import { labels } from '../schema/labels.ts'
import { library } from '../schema/library.ts'
import { prompts } from '../schema/prompts.ts'
import { shares } from '../schema/shares.ts'
import { searchSchema } from '../search/schema.ts'
import type { Client } from './client.ts'
import { describeOpeningError } from './postgres-errors.ts'

/** The library as it was when PostgreSQL came; what follows is a migration of its own. */
const first = [library, prompts, labels, groups, shares, access, audit, searchSchema].join('\n')

/** In order, for ever: a migration that has been released is never edited, only followed. */
export const libraryMigrations: readonly string[] = [first]

/** The schema of this program, as the table `library_schema` counts it. */
export const postgresSchemaVersion = libraryMigrations.length

/** The first that has all that the schema needs and is still looked after. */
const oldestServer = 140_000

/** Of all processes that start on one database, one looks and migrates; a number of ours. */
const advisoryLock = 0x70_62_6c_69_62

/** To which schema a library is brought, and what is done before. */
export interface MigrateOptions {
  /** Makes a backup before the schema of a library changes, and gives its name; none unless told. */
  readonly beforeMigration?: (() => Promise<string>) | undefined
  /** Those of this program unless told. */
  readonly migrations?: readonly string[]
}

/**
 * Makes the schema or brings it up to date, all of it in one transaction: when a migration fails, the
 * library is as the program before has left it. Rejects with `PB_STORE_SERVER_UNFIT`,
 * `PB_STORE_NEWER`, `PB_STORE_MIGRATION_FAILED`, what PostgreSQL answers, and what `beforeMigration`
 * rejects with; then nothing was begun.
 */
export async function migratePostgres(client: Client, options: MigrateOptions = {}): Promise<void> {
  await requireFitServer(client)
  const backup = await backUp(client, options)
  await client.query('BEGIN; SET LOCAL lock_timeout = 60000; SET LOCAL statement_timeout = 0')
  try {
    await takeMigrationLock(client)
    await applyMigrations(client, await readSchemaVersion(client), { ...options, backup })
    // Better refused now than at the first save: a server may be one that can only be read.
    await client.query('SELECT 1 FROM library FOR UPDATE')
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw error
  }
}

/**
 * Gives the name of the backup that was made; null where no schema is about to change. Others that start
 * now make one each, rather than to wait for the lock longer than a start may take.
 */
async function backUp(
  client: Client,
  { beforeMigration, migrations = libraryMigrations }: MigrateOptions,
): Promise<string | null> {
  const version = await readSchemaVersion(client)
  const isToChange = version > 0 && version < migrations.length
  return isToChange && beforeMigration ? beforeMigration() : null
}

/** Until the end of the transaction nobody else makes or migrates a library in this database. */
export async function takeMigrationLock(client: Client): Promise<void> {
  await client.query(`SELECT pg_advisory_xact_lock(${advisoryLock})`)
}

/** Throws `PB_STORE_NEWER` or `PB_STORE_OLDER` unless the library has the schema of this program. */
export async function requireCurrentSchema(client: Client): Promise<void> {
  const version = await readSchemaVersion(client)
  if (version > postgresSchemaVersion) throw storeNewer(version, postgresSchemaVersion)
  if (version < postgresSchemaVersion) throw storeOlder(version, postgresSchemaVersion)
}

/** Throws `PB_STORE_SERVER_UNFIT` for a server or a database that cannot hold the library. */
export async function requireFitServer(client: Client): Promise<void> {
  const { rows } = await client.query(`
    SELECT current_setting('server_version_num')::int AS number,
           current_setting('server_version') AS version,
           current_setting('server_encoding') AS encoding`)
  const [{ number = 0, version = '', encoding = '' } = {}] = rows
  if (number < oldestServer) throw storeServerUnfit(`the server is PostgreSQL ${version}`)
  if (encoding !== 'UTF8') throw storeServerUnfit(`its encoding is ${encoding}`)
}

/** The schema of the library; 0 for a database without one. */
export async function readSchemaVersion(client: Client): Promise<number> {
  const { rows } = await client.query(`SELECT to_regclass('library_schema') IS NOT NULL AS known`)
  if (!rows[0]?.known) return 0
  const read = await client.query('SELECT version FROM library_schema')
  return Number(read.rows[0]?.version)
}

/**
 * Brings a library from the schema that it has, 0 for none, to the last of the migrations, within the
 * transaction that is open. `backup` is the one that was made before, for whoever must be told of a
 * failure. Throws `PB_STORE_NEWER` and `PB_STORE_MIGRATION_FAILED`.
 */
export async function applyMigrations(
  client: Client,
  before: number,
  {
    migrations = libraryMigrations,
    backup = null,
  }: Pick<MigrateOptions, 'migrations'> & { readonly backup?: string | null } = {},
): Promise<void> {
  const last = migrations.length
  if (before > last) throw storeNewer(before, last)
  if (before === last) return
  if (before === 0) {
    await client.query(`
      CREATE TABLE library_schema (one smallint PRIMARY KEY CHECK (one = 1), version int NOT NULL);
      INSERT INTO library_schema (one, version) VALUES (1, 0)`)
  }
  for (const [index, migration] of migrations.slice(before).entries()) {
    await client.query(migration).catch((cause: unknown) => {
      throw explain(cause, before + index + 1, backup)
    })
  }
  await client.query(`UPDATE library_schema SET version = ${last}`)
}

/** What the server is to blame for is told as that; all else is what this migration did not expect. */
function explain(cause: unknown, to: number, backup: string | null): PromptBinError {
  const described = describeOpeningError(cause)
  if (described.code !== 'PB_STORE_FAILED') return described
  return storeMigrationFailed.with({ cause }, to, backup ?? 'none was needed')
}
