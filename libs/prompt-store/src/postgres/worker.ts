import { parentPort, workerData } from 'node:worker_threads'
import { operationsOf } from '../library/operations-of.ts'
import { serveJobs } from '../threads/serve-jobs.ts'
import { PostgresSql } from './bridge/postgres-sql.ts'
import type { WorkerEnd } from './bridge/statement-message.ts'
import { describePostgresError } from './database/postgres-errors.ts'

/** What a worker is told when it is started, beside its end of the bridge. */
export interface PostgresWorkerData {
  readonly role: 'writer' | 'reader'
}

if (parentPort === null) throw new Error('This module is the inside of a worker thread.')

const { role, ...end }: PostgresWorkerData & WorkerEnd = workerData

serveJobs<PostgresSql>({
  port: parentPort,
  ...(await operationsOf(role)),
  open: () => new PostgresSql(end),
  close: () => end.port.close(),
  describe: (error) => describePostgresError(error, role),
})
