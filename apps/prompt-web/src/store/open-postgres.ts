import { setTimeout } from 'node:timers/promises'
import type { PostgresPlace } from '@promptbin/config'
import { PromptBinError } from '@promptbin/errors'
import {
  createPostgresStore,
  type OnServerBreaker,
  watchPostgresWrites,
} from '@promptbin/prompt-store/postgres'
import { logBreaker, measureBreakers } from '@promptbin/service'
import { backUpBeforeMigration } from './before-migration.ts'
import type { CommonStoreOptions, OpenedStore, StoreParts } from './open-store.ts'
import type { StoreBreaker } from './store-breaker.ts'

/** Whoever starts together with its server waits for it, less long than a start may take. */
const patienceMs = 20_000

const pauseMs = 500

/** What the breaker before the server is called in metrics and in the log. */
const breakerName = 'store'

/**
 * Opens the library in a database, which others may have open as well; a server that is not there yet is
 * waited for. Rejects with what `createPostgresStore` rejects with.
 */
export async function openPostgres(
  { url, shownUrl }: PostgresPlace,
  common: CommonStoreOptions,
  { logger, metrics, config }: Pick<StoreParts, 'logger' | 'metrics' | 'config'>,
): Promise<OpenedStore> {
  const { breaker, onBreaker } = showBreaker(logger)
  measureBreakers(metrics, () => ({ [breakerName]: breaker.state() }))
  const beforeMigration = () => backUpBeforeMigration({ config, databaseUrl: url, logger })
  const store = await onceItAnswers(
    () => createPostgresStore({ ...common, url, onBreaker, beforeMigration }),
    (err) => {
      const fields = { event: 'store.awaited', database: shownUrl, err }
      logger.warn(fields, 'the database does not answer yet')
    },
  )
  logger.info({ event: 'store.opened', database: shownUrl }, 'the library is kept by PostgreSQL')
  return { store, breaker, watchWrites: (onWrite) => watchPostgresWrites(url, onWrite) }
}

/** What the breaker before the server says, kept for whoever asks, and in the log. */
function showBreaker(logger: StoreParts['logger']) {
  const log = logBreaker(logger, breakerName)
  const listeners: (() => void)[] = []
  let [state, reason]: Parameters<OnServerBreaker> = ['closed', undefined]
  const breaker: StoreBreaker = {
    state: () => state,
    reason: () => reason?.message,
    onChange: (listener) => {
      listeners.push(listener)
    },
  }
  const onBreaker: OnServerBreaker = (...next) => {
    const wasClosed = state === 'closed'
    ;[state, reason] = next
    log(...next)
    // Trials are no news to whoever waits for the library.
    if (wasClosed !== (state === 'closed')) for (const listener of listeners) listener()
  }
  return { breaker, onBreaker }
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
