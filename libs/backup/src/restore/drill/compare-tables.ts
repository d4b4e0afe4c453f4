import { PromptBinError } from '@promptbin/errors'
import type { LoadedLibrary, TableDigest } from '@promptbin/prompt-store/postgres'
import type { Manifest } from '../../manifest/manifest.ts'
import { faultsOfTables, type OpenTables, openTables } from '../../tables/open-tables.ts'
import { compare, type DrillCheck } from './drill-report.ts'

/** The tables of which backup are compared, and where they are loaded for that. */
export interface CompareTablesOptions {
  /** The folder of the backup. */
  readonly backup: string
  readonly manifest: Manifest
  /** The private key of age, if the backup is encrypted. */
  readonly identity?: string | undefined
  /** The database of PostgreSQL that has the library; undefined if it has it no longer. */
  readonly databaseUrl?: string | undefined
}

/** What tells of the server, and nothing of the backup. */
const ofServer: ReadonlySet<string> = new Set([
  'PB_STORE_NOT_ALLOWED',
  'PB_STORE_UNAVAILABLE',
  'PB_STORE_LOGIN_REFUSED',
  'PB_STORE_BUSY',
  'PB_STORE_FULL',
  'PB_STORE_UNWRITABLE',
])

/**
 * Loads the tables of a backup into a schema of their own beside the library, compares what stands there
 * with what was stored, and gives it up. Where the server does not let us, they are only read.
 */
export async function compareTables(options: CompareTablesOptions): Promise<readonly DrillCheck[]> {
  const { backup, manifest, identity } = options
  try {
    const tables = openTables(backup, manifest, identity === undefined ? {} : { identity })
    const loaded = await tryLoading(options, tables)
    return typeof loaded === 'string'
      ? await compareRead(tables, loaded)
      : compareLoaded(tables.digests, loaded)
  } catch (error) {
    if (!(error instanceof PromptBinError)) throw error
    return [compare('all tables can be loaded', 'yes', error.message)]
  }
}

/** Gives the reason if the server is to blame. */
async function tryLoading(
  { databaseUrl, manifest }: CompareTablesOptions,
  tables: OpenTables,
): Promise<LoadedLibrary | string> {
  if (databaseUrl === undefined) return 'the library is in SQLite now'
  const { practiseDatabase } = await import('@promptbin/prompt-store/postgres')
  try {
    return await practiseDatabase(databaseUrl, schemaFor(manifest), tables)
  } catch (error) {
    if (error instanceof PromptBinError && ofServer.has(error.code)) return error.message
    throw error
  }
}

/** A name that is none of anybody else. */
const schemaFor = ({ id }: Manifest) =>
  `promptbin_drill_${id.toLowerCase().replaceAll(/[^a-z0-9]/g, '_')}`

function compareLoaded(
  stored: OpenTables['digests'],
  { digests, leftOut }: LoadedLibrary,
): readonly DrillCheck[] {
  return Object.entries(stored)
    .filter(([name]) => !leftOut.includes(name))
    .map(([name, digest]) => compare(`${name}, loaded`, shown(digest), shown(digests[name])))
}

const shown = (digest: TableDigest | undefined) =>
  digest === undefined ? 'nothing' : `${digest.rows} rows, SHA-256 ${digest.sha256.slice(0, 16)}…`

async function compareRead(tables: OpenTables, why: string): Promise<readonly DrillCheck[]> {
  const [fault = 'none'] = await faultsOfTables(tables)
  const found = `not done: ${why}`
  return [
    {
      what: 'tables loaded beside the library',
      expected: 'yes, if it can be',
      found,
      passed: true,
    },
    compare('faults of the tables as they were stored', 'none', fault),
  ]
}
