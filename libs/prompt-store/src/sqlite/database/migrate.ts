import type { DatabaseSync } from 'node:sqlite'
import { failpoint } from '@promptbin/failpoints'
import { storeFailed, storeMigrationFailed, storeNewer } from '../../store-errors.ts'
import { schema as library } from '../migrations/0001-library.ts'
import { schema as promptLibrary } from '../migrations/0002-prompt-library.ts'
import { migrate as search } from '../migrations/0003-search.ts'
import { migrate as shares } from '../migrations/0004-shares.ts'
import { schema as usefulness } from '../migrations/0005-usefulness.ts'
import { schema as tokens } from '../migrations/0006-tokens.ts'
import { schema as updated } from '../migrations/0007-updated.ts'
import { schema as labelCounts } from '../migrations/0008-label-counts.ts'
import { migrate as contentBytes } from '../migrations/0009-content-bytes.ts'
import { schema as accounts } from '../migrations/0010-accounts.ts'
import { schema as audit } from '../migrations/0011-audit.ts'
import { schema as toldToOthers } from '../migrations/0012-told-to-others.ts'
import { schema as whereItHappened } from '../migrations/0013-where-it-happened.ts'
import { schema as noFavourites } from '../migrations/0014-no-favourites.ts'
import { describeSqliteError } from './sqlite-errors.ts'
import { inTransaction } from './transaction.ts'

/** In order, for ever: a migration that has been released is never edited, only followed. */
const migrations: readonly (string | ((database: DatabaseSync) => void))[] = [
  library,
  promptLibrary,
  search,
  shares,
  usefulness,
  tokens,
  updated,
  labelCounts,
  contentBytes,
  accounts,
  audit,
  toldToOthers,
  whereItHappened,
  noFavourites,
]

/** The schema of this program, as `user_version` of a file tells it. */
export const schemaVersion = migrations.length

/**
 * Brings the schema up to date, all of it in one transaction: when a migration fails, the library is as
 * the program before has left it, and can go on with that. `user_version` counts them. The lock
 * is taken before looking, so that two processes at once apply each only once. `backup` is the
 * one that was made before, for whoever must be told of a failure. Throws `PB_STORE_NEWER` if the file
 * knows more migrations than this program, `PB_STORE_MIGRATION_FAILED`, and what SQLite throws
 * when the disk is to blame.
 */
export function migrate(database: DatabaseSync, backup: string | null = null): void {
  const applied = inTransaction(database, 'IMMEDIATE', () => applyMissing(database, backup))
  if (applied > 0) failpoint('store.migration.committed')
}

/** Gives how many were missing. */
function applyMissing(database: DatabaseSync, backup: string | null): number {
  const before = Number(database.prepare('PRAGMA user_version').get()?.['user_version'])
  if (before > schemaVersion) throw storeNewer(before, schemaVersion)
  const missing = migrations.slice(before)
  for (const [index, migration] of missing.entries()) {
    failpoint('store.migration.started')
    try {
      apply(database, migration)
    } catch (cause) {
      throw explain(cause, before + index + 1, backup)
    }
    database.exec(`PRAGMA user_version = ${before + index + 1}`)
    failpoint('store.migration.applied')
  }
  return missing.length
}

function apply(database: DatabaseSync, migration: (typeof migrations)[number]): void {
  if (typeof migration === 'string') database.exec(migration)
  else migration(database)
}

/** A full or broken disk is told as that; all else is what this migration did not expect. */
function explain(cause: unknown, to: number, backup: string | null): unknown {
  const { code } = describeSqliteError(cause, 'writer', '')
  if (code !== storeFailed.definition.code) return cause
  return storeMigrationFailed.with({ cause }, to, backup ?? 'none was needed')
}
