import type { AuditOutcome } from '@promptbin/security'
import type { changes } from '../library/changes.ts'
import { makeStore } from '../library/make-store.ts'
import type { questions } from '../library/questions.ts'
import { refuseWrites } from '../library/refuse-writes.ts'
import type { PromptStore } from '../prompt-store.ts'
import { nothingChanged, outcomeUnknown, storeUnwritable } from '../store-errors.ts'
import type { StoreOptions } from '../store-options.ts'
import type { QueueLimits } from '../threads/job-queue.ts'
import { WorkerPool } from '../threads/worker-pool.ts'
import {
  createServerBreaker,
  type OnServerBreaker,
  type ServerBreaker,
} from './breaker/server-breaker.ts'
import { answerWorker } from './bridge/answer-worker.ts'
import { Connection } from './database/connection.ts'
import { theDatabase } from './database/postgres-errors.ts'
import { checkDatabase, prepareDatabase } from './database/prepare-database.ts'
import type { PostgresWorkerData } from './worker.ts'

/** What a store in PostgreSQL needs and may be told. */
export interface PostgresStoreOptions extends StoreOptions {
  /** `postgres://user:password@host:port/database`, with what libpq knows of as parameters. */
  readonly url: string
  /** Makes a backup before the schema of a library changes, and gives its name; none unless told. */
  readonly beforeMigration?: () => Promise<string>
  /** Told when the server is left alone as it cannot be reached, why, and when it is asked again. */
  readonly onBreaker?: OnServerBreaker
}

const defaultReaders = 2
const defaultReadQueue: QueueLimits = { limit: 100, timeoutMs: 1_000 }
const defaultWriteQueue: QueueLimits = { limit: 200, timeoutMs: 3_000 }

/** The worker's module: beside this one in the source, and beside the bundle that holds this one. */
const workerUrl = new URL(
  import.meta.url.endsWith('.ts') ? './worker.ts' : './postgres-worker.js',
  import.meta.url,
)

/**
 * Opens the library in a PostgreSQL database, which any number of processes may share. The library's
 * code runs in worker threads, as over SQLite; the connection of each is held by the thread that made
 * the store. Rejects with `PB_STORE_UNAVAILABLE`, `PB_STORE_LOGIN_REFUSED`, `PB_STORE_SERVER_UNFIT`,
 * `PB_STORE_NEWER`, `PB_STORE_MIGRATION_FAILED`, `PB_STORE_UNWRITABLE`, `PB_STORE_FULL` or
 * `PB_STORE_BUSY`, and with what `beforeMigration` does. A connection that is lost later is opened anew
 * when it is needed.
 */
export async function createPostgresStore(options: PostgresStoreOptions): Promise<PromptStore> {
  await prepareDatabase(options.url, options)
  const breaker = createServerBreaker(options.url, options.onBreaker ?? (() => {}))
  const writer = new WorkerPool<typeof changes>({
    ...poolOptions(options, { role: 'writer' }, breaker),
    threads: 1,
    queue: options.writeQueue ?? defaultWriteQueue,
    lostOutcome: outcomeUnknown,
    besides: () => ({ asker: options.asker?.() }),
    // Of the writer it is what `takeNoted` gives.
    onTold: (told) => options.onAudit?.(told as readonly AuditOutcome[]),
  })
  const readers = createReaders(options, breaker)
  const close = async () => {
    await Promise.all([writer.close(), readers.close()])
    breaker.close()
  }
  return startStore(options, [writer, readers], { writer, readers, close })
}

/**
 * Opens the library to read it, beside whoever writes: nothing is changed, nor the schema, and whatever
 * would write rejects with `PB_STORE_UNWRITABLE`. Rejects with `PB_STORE_OLDER` for a database without
 * a library or with one that is still to be migrated, and otherwise as `createPostgresStore` does.
 */
export async function openPostgresReadOnly(options: PostgresStoreOptions): Promise<PromptStore> {
  await checkDatabase(options.url)
  const readers = createReaders(options)
  const writer = refuseWrites(() => storeUnwritable(theDatabase))
  return startStore(options, [readers], { writer, readers, close: () => readers.close() })
}

async function startStore(
  options: PostgresStoreOptions,
  pools: readonly Pick<WorkerPool<never>, 'start'>[],
  parts: Omit<Parameters<typeof makeStore>[0], 'now'>,
): Promise<PromptStore> {
  try {
    await Promise.all(pools.map((pool) => pool.start()))
  } catch (refusal) {
    await parts.close()
    throw refusal
  }
  return makeStore({ ...parts, now: options.now ?? Date.now })
}

function createReaders(
  options: PostgresStoreOptions,
  breaker?: ServerBreaker,
): WorkerPool<typeof questions> {
  return new WorkerPool<typeof questions>({
    ...poolOptions(options, { role: 'reader' }, breaker),
    threads: options.readers ?? defaultReaders,
    queue: options.readQueue ?? defaultReadQueue,
    lostOutcome: nothingChanged,
  })
}

/** What the two pools have in common; nothing keeps them from the server without a breaker. */
function poolOptions(
  options: PostgresStoreOptions,
  workerData: PostgresWorkerData,
  breaker?: ServerBreaker,
) {
  const { url } = options
  return {
    url: options.worker ?? workerUrl,
    workerData,
    ...(breaker && { admit: breaker.admit }),
    accompany: () => {
      const connection = new Connection(url)
      return answerWorker(breaker ? breaker.guard(connection) : connection)
    },
    origin: options.origin ?? (() => undefined),
    onJob: options.onQuery ?? (() => {}),
  }
}
