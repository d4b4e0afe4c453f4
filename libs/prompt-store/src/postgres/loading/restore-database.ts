import { storeNotEmpty, storeTablesDiffer } from '../../store-errors.ts'
import type { Client } from '../database/client.ts'
import {
  applyMigrations,
  libraryMigrations,
  requireFitServer,
  takeMigrationLock,
} from '../database/migrate.ts'
import { checkAudit } from '../integrity/check-audit.ts'
import type { TableDigest } from '../tables/rows-digest.ts'
import { type LoadedLibrary, loadLibrary, type StoredLibrary } from './load-library.ts'
import { withinLoading } from './within-loading.ts'

/** A stored library, and where it is to be. */
export interface RestoreDatabaseOptions {
  /** A database without any tables. */
  readonly url: string
  readonly library: StoredLibrary
  /** What each table held when it was stored. */
  readonly digests: Readonly<Record<string, TableDigest>>
  /** Whether all of it is done and then given up. */
  readonly isTrial?: boolean
  /** Those of this program unless told. */
  readonly migrations?: readonly string[]
}

/** What came of it. */
export interface RestoredDatabase extends Pick<LoadedLibrary, 'leftOut'> {
  /** What is wrong with the audit trail, which is as it was stored; null if it is whole. */
  readonly auditFault: string | null
}

/**
 * Whoever knows a library by its number of changes would take an old state for a current one, if the
 * number of what was before is not known.
 */
const generationsAhead = 1_000_000

/** Which changes led here nobody can be told who saw others, and whoever was logged in logs in again. */
const goOn = `
DELETE FROM event;
DELETE FROM login_session;
UPDATE library SET generation = generation + ${generationsAhead}`

/**
 * Makes a whole library of what was stored, in an empty database: accounts, tokens, links and the audit
 * trail as they were, in the schema of this program. One transaction, so an interrupted one has left the
 * database empty. Rejects with `PB_STORE_NOT_EMPTY`, `PB_STORE_TABLES_DIFFER`, `PB_STORE_NOT_ALLOWED`,
 * `PB_STORE_NEWER`, and as `createPostgresStore` does.
 */
export function restoreDatabase(options: RestoreDatabaseOptions): Promise<RestoredDatabase> {
  const { url, library, digests, isTrial = false, migrations = libraryMigrations } = options
  return withinLoading(url, async (client) => {
    await requireFitServer(client)
    // Whoever starts on this database meanwhile waits, and finds the library.
    await takeMigrationLock(client)
    await requireEmpty(client)
    const loaded = await loadLibrary(client, library, migrations)
    requireSame(loaded, digests)
    const auditFault = await faultOfAudit(client)
    await applyMigrations(client, library.schemaVersion, { migrations })
    await client.query(goOn)
    await client.query(isTrial ? 'ROLLBACK' : 'COMMIT')
    return { leftOut: loaded.leftOut, auditFault }
  })
}

/** A view or a sequence is in the way as well; what extensions have is not. */
const inTheWay = `
SELECT relname AS name FROM pg_class
 WHERE relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())
   AND relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
   AND NOT EXISTS (SELECT 1 FROM pg_depend
                    WHERE classid = 'pg_class'::regclass AND objid = pg_class.oid AND deptype = 'e')
 ORDER BY relkind DESC, relname
 LIMIT 1`

async function requireEmpty(client: Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(inTheWay)
  if (rows[0] !== undefined) throw storeNotEmpty(rows[0].name)
}

function requireSame(
  { digests: found }: LoadedLibrary,
  stored: Readonly<Record<string, TableDigest>>,
): void {
  for (const [name, { rows, sha256 }] of Object.entries(found)) {
    if (stored[name]?.sha256 === sha256) continue
    const was = stored[name]?.rows ?? 'no'
    throw storeTablesDiffer(`${name} has ${rows} rows that are not the ${was} that were stored`)
  }
}

async function faultOfAudit(client: Client): Promise<string | null> {
  for await (const { detail } of checkAudit(client, null)) return detail
  return null
}
