import type { SqlitePlace } from '@promptbin/config'
import { PromptBinError } from '@promptbin/errors'
import {
  createSqliteStore,
  openDamagedStore,
  type PromptStore,
  type SqliteStoreOptions,
  watchWrites,
} from '@promptbin/prompt-store'
import { backUpBeforeMigration } from './before-migration.ts'
import type { CommonStoreOptions, OpenedStore, StoreParts } from './open-store.ts'

/** Opens the library in a file; of one that is damaged, what can be read. */
export async function openSqlite(
  { file }: SqlitePlace,
  common: CommonStoreOptions,
  { logger, damage, config }: Pick<StoreParts, 'logger' | 'damage' | 'config'>,
): Promise<OpenedStore> {
  const options: SqliteStoreOptions = {
    ...common,
    file,
    beforeMigration: () => backUpBeforeMigration({ config, logger }),
  }
  const store = await createSqliteStore(options).catch((error) =>
    openToRead(error, options, damage),
  )
  return { store, watchWrites: (onWrite) => watchWrites(file, onWrite) }
}

/** Rejects with the error from before unless that was damage of which something can be read. */
async function openToRead(
  error: unknown,
  options: SqliteStoreOptions,
  damage: StoreParts['damage'],
): Promise<PromptStore> {
  if (!(error instanceof PromptBinError) || error.code !== 'PB_STORE_DAMAGED') throw error
  const store = await openDamagedStore(options).catch(() => {
    throw error
  })
  damage.met(error)
  return store
}
