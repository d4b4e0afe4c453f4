import type { SQLTagStore } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'
import { theDataFolder } from '../store-errors.ts'
import { serveJobs } from '../threads/serve-jobs.ts'
import { openConnection } from './database/connection.ts'
import { describeSqliteError, type Role } from './database/sqlite-errors.ts'

/** What a worker is told when it is started. */
export interface SqliteWorkerData {
  readonly file: string
  readonly role: Role
}

/** Every statement of PromptBin stays prepared; there are far fewer than this. */
const maxPreparedStatements = 200

if (parentPort === null) throw new Error('This module is the inside of a worker thread.')

const { file, role }: SqliteWorkerData = workerData

/** Readers start faster without the code that only writing needs. */
const served =
  role === 'writer'
    ? await import('./changes.ts').then(({ changes, takeNoted }) => ({
        operations: changes,
        tell: takeNoted,
      }))
    : { operations: (await import('./questions.ts')).questions }

serveJobs<SQLTagStore>({
  port: parentPort,
  ...served,
  open: () => openConnection(file, role).createTagStore(maxPreparedStatements),
  close: (sql) => sql.db.close(),
  describe: (error, during) =>
    describeSqliteError(error, role, during === 'opening' ? file : theDataFolder),
})
