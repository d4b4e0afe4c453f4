import { access, constants } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Asker, AuditOutcome } from '@promptbin/security'
import type { PromptStore } from '../prompt-store.ts'
import { nothingChanged, outcomeUnknown } from '../store-errors.ts'
import type { JobEvent, JobOrigin } from '../threads/job.ts'
import type { QueueLimits } from '../threads/job-queue.ts'
import { WorkerPool } from '../threads/worker-pool.ts'
import type { changes } from './changes.ts'
import { describeSqliteError, type Role } from './database/sqlite-errors.ts'
import { makeStore } from './make-store.ts'
import type { questions } from './questions.ts'
import type { SqliteWorkerData } from './worker.ts'

/** What a SQLite store needs and may be told. */
export interface SqliteStoreOptions {
  /** The database, made if it is missing; its folder must be there. */
  readonly file: string
  /** At most so many threads read, 2 unless told, while there is so much to do. One more writes. */
  readonly readers?: number
  /** Called for every job a thread has done, on the thread that made the store. */
  readonly onQuery?: (event: JobEvent) => void
  /** Says for which request the store is being asked, to be passed on to `onQuery`. */
  readonly origin?: () => JobOrigin | undefined
  /** Says who is asking, for the audit trail; the library itself where nobody is. */
  readonly asker?: () => Asker | undefined
  /** Told of the records of the audit trail that a change has written. */
  readonly onAudit?: (outcomes: readonly AuditOutcome[]) => void
  /** Milliseconds since 1970; the system's clock unless told. */
  readonly now?: () => number
  /** How much may wait to be read; a page is not worth waiting for much longer. */
  readonly readQueue?: QueueLimits
  /** How much may wait to be written: a burst of saves on a slow disk. */
  readonly writeQueue?: QueueLimits
  /** The module of the threads, for whoever has it as one file elsewhere than beside this one. */
  readonly worker?: URL
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
 * `PB_STORE_DAMAGED`, `PB_STORE_NEWER`, `PB_STORE_FULL` or `PB_STORE_BUSY`, with the path in the
 * hint for the operator.
 */
export async function createSqliteStore(options: SqliteStoreOptions): Promise<PromptStore> {
  const now = options.now ?? Date.now
  await checkPlace(options.file)
  const writer = new WorkerPool<typeof changes>({
    ...poolOptions(options, 'writer'),
    threads: 1,
    queue: options.writeQueue ?? defaultWriteQueue,
    lostOutcome: outcomeUnknown,
    besides: () => ({ asker: options.asker?.() }),
    // Of the writer it is what `takeNoted` gives.
    onTold: (told) => options.onAudit?.(told as readonly AuditOutcome[]),
  })
  const readers = new WorkerPool<typeof questions>({
    ...poolOptions(options, 'reader'),
    threads: options.readers ?? defaultReaders,
    queue: options.readQueue ?? defaultReadQueue,
    lostOutcome: nothingChanged,
  })
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
function poolOptions(options: SqliteStoreOptions, role: Role) {
  const workerData: SqliteWorkerData = { file: options.file, role }
  return {
    url: options.worker ?? workerUrl,
    workerData,
    origin: options.origin ?? (() => undefined),
    onJob: options.onQuery ?? (() => {}),
  }
}
