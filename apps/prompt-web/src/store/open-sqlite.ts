import { dirname } from 'node:path'
import type { SqlitePlace } from '@promptbin/config'
import { PromptBinError } from '@promptbin/errors'
import type { Logger } from '@promptbin/logging'
import {
  createSqliteStore,
  openDamagedStore,
  type PromptStore,
  type SqliteStoreOptions,
  watchWrites,
} from '@promptbin/prompt-store'
import type { CommonStoreOptions, OpenedStore, StoreParts } from './open-store.ts'

/** Opens the library in a file; of one that is damaged, what can be read. */
export async function openSqlite(
  { file }: SqlitePlace,
  common: CommonStoreOptions,
  { logger, damage }: Pick<StoreParts, 'logger' | 'damage'>,
): Promise<OpenedStore> {
  const options: SqliteStoreOptions = {
    ...common,
    file,
    beforeMigration: () => backUp(dirname(file), logger),
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

/** Its code is read only by the first start of a new PromptBin. */
async function backUp(data: string, logger: Logger): Promise<string> {
  const { createBackup } = await import('@promptbin/backup')
  const { id } = await createBackup({ data, reason: 'migration' })
  const fields = { event: 'backup.made', reason: 'migration', backup: id }
  logger.info(fields, 'a backup was made before the schema of the library changes')
  return id
}
