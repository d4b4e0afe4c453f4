import { parentPort, workerData } from 'node:worker_threads'
import { failpoint } from '@promptbin/failpoints'
import { operationsOf } from '../library/operations-of.ts'
import { theDataFolder } from '../store-errors.ts'
import { serveJobs } from '../threads/serve-jobs.ts'
import { openConnection } from './database/connection.ts'
import { describeSqliteError, type Role } from './database/sqlite-errors.ts'
import { SqliteSql } from './database/sqlite-sql.ts'

/** What a worker is told when it is started. */
export interface SqliteWorkerData {
  readonly file: string
  readonly role: Role
  /** As of `ConnectionOptions`. */
  readonly isUntouched?: boolean | undefined
  readonly backup?: string | null | undefined
}

if (parentPort === null) throw new Error('This module is the inside of a worker thread.')

const { file, role, ...connection }: SqliteWorkerData = workerData

serveJobs<SqliteSql>({
  port: parentPort,
  ...(await operationsOf(role)),
  open: () => new SqliteSql(openConnection(file, role, connection)),
  close: (sql) => {
    failpoint('store.closing')
    sql.database.close()
    failpoint('store.closed')
  },
  describe: (error, during) =>
    describeSqliteError(error, role, during === 'opening' ? file : theDataFolder),
})
