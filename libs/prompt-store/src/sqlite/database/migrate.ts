import type { DatabaseSync } from 'node:sqlite'
import { storeNewer } from '../../store-errors.ts'
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
]

/**
 * Brings the schema up to date, each migration in a transaction of its own; `user_version` counts
 * them. The lock is taken before looking, so that two processes at once apply each only once.
 * Throws `PB_STORE_NEWER` if the file knows more migrations than this program.
 */
export function migrate(database: DatabaseSync): void {
  while (!inTransaction(database, 'IMMEDIATE', () => isCurrentAfterOne(database))) {}
}

function isCurrentAfterOne(database: DatabaseSync): boolean {
  const applied = Number(database.prepare('PRAGMA user_version').get()?.['user_version'])
  if (applied > migrations.length) throw storeNewer(applied, migrations.length)
  const next = migrations[applied]
  if (next === undefined) return true
  if (typeof next === 'string') database.exec(next)
  else next(database)
  database.exec(`PRAGMA user_version = ${applied + 1}`)
  return false
}
