import { setTimeout } from 'node:timers/promises'
import type { PostgresPlace } from '@promptbin/config'
import { PromptBinError } from '@promptbin/errors'
import { createPostgresStore, watchPostgresWrites } from '@promptbin/prompt-store/postgres'
import { backUpBeforeMigration } from './before-migration.ts'
import type { CommonStoreOptions, OpenedStore, StoreParts } from './open-store.ts'

/** Whoever starts together with its server waits for it, less long than a start may take. */
const patienceMs = 20_000

const pauseMs = 500

/**
 * Opens the library in a database, which others may have open as well; a server that is not there yet is
 * waited for. Rejects with what `createPostgresStore` rejects with.
 */
export async function openPostgres(
  { url, shownUrl }: PostgresPlace,
  common: CommonStoreOptions,
  { logger, config }: Pick<StoreParts, 'logger' | 'config'>,
): Promise<OpenedStore> {
  const beforeMigration = () => backUpBeforeMigration({ config, databaseUrl: url, logger })
  const store = await onceItAnswers(
    () => createPostgresStore({ ...common, url, beforeMigration }),
    (err) => {
      const fields = { event: 'store.awaited', database: shownUrl, err }
      logger.warn(fields, 'the database does not answer yet')
    },
  )
  logger.info({ event: 'store.opened', database: shownUrl }, 'the library is kept by PostgreSQL')
  return { store, watchWrites: (onWrite) => watchPostgresWrites(url, onWrite) }
}

/** Tries again while the server cannot be reached; `onFirst` is told once. */
async function onceItAnswers<Result>(
  open: () => Promise<Result>,
  onFirst: (error: PromptBinError) => void,
): Promise<Result> {
  const endsAtMs = performance.now() + patienceMs
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await open()
    } catch (error) {
      const isAway = error instanceof PromptBinError && error.code === 'PB_STORE_UNAVAILABLE'
      if (!isAway || performance.now() >= endsAtMs) throw error
      if (attempt === 1) onFirst(error)
      await setTimeout(pauseMs)
    }
  }
}
