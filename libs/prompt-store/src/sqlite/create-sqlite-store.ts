import { access, constants } from 'node:fs/promises'
import { dirname } from 'node:path'
import { failpoint } from '@promptbin/failpoints'
import type { AuditOutcome } from '@promptbin/security'
import type { changes } from '../library/changes.ts'
import { makeStore } from '../library/make-store.ts'
import type { questions } from '../library/questions.ts'
import { refuseWrites } from '../library/refuse-writes.ts'
import type { PromptStore } from '../prompt-store.ts'
import { nothingChanged, outcomeUnknown, storeDamagedReadOnly } from '../store-errors.ts'
import type { StoreOptions } from '../store-options.ts'
import type { QueueLimits } from '../threads/job-queue.ts'
import { WorkerPool } from '../threads/worker-pool.ts'
import { schemaVersion } from './database/migrate.ts'
import { schemaOfFile } from './database/schema-of-file.ts'
import { describeSqliteError } from './database/sqlite-errors.ts'
import type { SqliteWorkerData } from './worker.ts'

/** What a SQLite store needs and may be told. */
export interface SqliteStoreOptions extends StoreOptions {
  /** The database, made if it is missing; its folder must be there. */
  readonly file: string
  /** Makes a backup before the schema of a library changes, and gives its name; none unless told. */
  readonly beforeMigration?: () => Promise<string>
}

const defaultReaders = 2
const defaultReadQueue: QueueLimits = { limit: 100, timeoutMs: 500 }
const defaultWriteQueue: QueueLimits = { limit: 200, timeoutMs: 1_000 }

/** The worker's module: beside this one in the source, and beside the bundle that holds this one. */
const workerUrl = new URL(
  import.meta.url.endsWith('.ts') ? './worker.ts' : './store-worker.js',
  import.meta.url,
)

/**
 * Opens the library in a SQLite file. All SQL runs in worker threads, one that writes and some
 * that read, so the caller's event loop never waits for it. Rejects with `PB_STORE_UNWRITABLE`,
 * `PB_STORE_DAMAGED`, `PB_STORE_NEWER`, `PB_STORE_MIGRATION_FAILED`, `PB_STORE_FULL` or
 * `PB_STORE_BUSY`, with the path in the hint for the operator, and with what `beforeMigration` does.
 */
export async function createSqliteStore(options: SqliteStoreOptions): Promise<PromptStore> {
  const now = options.now ?? Date.now
  await checkPlace(options.file)
  const backup = await backUp(options)
  const writer = new WorkerPool<typeof changes>({
    ...poolOptions(options, { role: 'writer', backup }),
    threads: 1,
    queue: options.writeQueue ?? defaultWriteQueue,
    lostOutcome: outcomeUnknown,
    onJob: (event) => {
      failpoint('store.change.answered')
      options.onQuery?.(event)
    },
    besides: () => ({ asker: options.asker?.() }),
    // Of the writer it is what `takeNoted` gives.
    onTold: (told) => options.onAudit?.(told as readonly AuditOutcome[]),
  })
  const readers = createReaders(options, { role: 'reader' })
  const close = async () => {
    writer.refuse()
    await readers.close()
    // The last connection to close moves the log into the database, and only the writer may.
    await writer.close()
  }
  try {
    await Promise.all([writer.start(), readers.start()])
  } catch (refusal) {
    await close()
    throw refusal
  }
  return makeStore({ writer, readers, now, close })
}

/**
 * Opens a library that is damaged, to read what can be read: nothing in its folder is changed, and
 * whatever would write rejects with `PB_STORE_DAMAGED_READ_ONLY`. Rejects with `PB_STORE_DAMAGED`
 * when not even its tables can be listed; a question that meets a broken page rejects with that, too.
 */
export async function openDamagedStore(options: SqliteStoreOptions): Promise<PromptStore> {
  const readers = createReaders(options, { role: 'reader', isUntouched: true })
  const now = options.now ?? Date.now
  const close = () => readers.close()
  try {
    await readers.start()
    await readers.run('generation', undefined)
  } catch (refusal) {
    await close()
    throw refusal
  }
  return makeStore({ writer: refuseWrites(storeDamagedReadOnly), readers, now, close })
}

/** Gives the name of the backup that was made; null where no schema is about to change. */
async function backUp({ file, beforeMigration }: SqliteStoreOptions): Promise<string | null> {
  const schema = await schemaOfFile(file)
  const isToChange = schema > 0 && schema < schemaVersion
  return isToChange && beforeMigration ? beforeMigration() : null
}

function createReaders(
  options: SqliteStoreOptions,
  connection: Omit<SqliteWorkerData, 'file'>,
): WorkerPool<typeof questions> {
  return new WorkerPool<typeof questions>({
    ...poolOptions(options, connection),
    threads: options.readers ?? defaultReaders,
    queue: options.readQueue ?? defaultReadQueue,
    lostOutcome: nothingChanged,
  })
}

/**
 * Asks for the right to write to the folder and the file. Without that SQLite would open it to
 * read, and leave files beside it that nobody can write.
 */
async function checkPlace(file: string): Promise<void> {
  try {
    await access(dirname(file), constants.W_OK)
    await access(file, constants.R_OK | constants.W_OK)
  } catch (error) {
    const isNew = (error as NodeJS.ErrnoException).code === 'ENOENT'
    if (!isNew) throw describeSqliteError(error, 'writer', file)
  }
}

/** What the two pools have in common. */
function poolOptions(options: SqliteStoreOptions, connection: Omit<SqliteWorkerData, 'file'>) {
  const workerData: SqliteWorkerData = { file: options.file, ...connection }
  return {
    url: options.worker ?? workerUrl,
    workerData,
    origin: options.origin ?? (() => undefined),
    onJob: options.onQuery ?? (() => {}),
  }
}
