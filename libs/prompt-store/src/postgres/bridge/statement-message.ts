import type { MessagePort } from 'node:worker_threads'
import type { Row, SqlValue } from '../../library/sql.ts'

/** A worker to the main thread: what is to be done on the connection that belongs to the worker. */
export interface StatementRequest {
  readonly text: string
  readonly values: readonly SqlValue[]
  /** Under which it stays prepared on the server; several statements in one text have none. */
  readonly name?: string | undefined
  /** Within a transaction no other connection can go on; else one that was lost is opened anew. */
  readonly mayOpen: boolean
}

/** The main thread to the worker that waits. */
export type StatementReply =
  | { readonly rows: readonly Row[]; readonly changes: number }
  | { readonly fault: FaultData }

/** What went wrong, as it travels between threads. */
export interface FaultData {
  readonly message: string
  /** A SQLSTATE of PostgreSQL (its appendix A), or the code of a fault of the system or of Node. */
  readonly code: string | undefined
  /** The connection is gone, and with it the transaction that was open. */
  readonly isLost: boolean
}

/** The two ends of what a worker asks over, as it is handed to the worker. */
export interface WorkerEnd {
  readonly port: MessagePort
  /** One number: 1 once there is a reply. */
  readonly signal: SharedArrayBuffer
}
