import type { Row } from '../../library/sql.ts'
import type { Performer } from '../bridge/answer-worker.ts'
import type { FaultData, StatementReply, StatementRequest } from '../bridge/statement-message.ts'
import { type Client, dropClient, isOfPatience, isServerError, openClient } from './client.ts'

/** After these a connection is of no more use, though it is there (PostgreSQL, appendix A). */
const spoiling: ReadonlySet<string> = new Set([
  '0A000', // a prepared statement, after another process changed the schema
  '25006', // a server that may not be written to any more, since another took over
])

/**
 * The connection of one worker: opened when it is first needed, and anew after it was lost, but never
 * in the middle of a transaction.
 */
export class Connection implements Performer {
  readonly #url: string
  #client: Client | undefined

  constructor(url: string) {
    this.#url = url
  }

  async perform(request: StatementRequest): Promise<StatementReply> {
    const wasOpen = this.#client !== undefined
    try {
      return await this.#query(request)
    } catch (error) {
      const fault = toFault(error)
      if (fault.isLost || spoiling.has(fault.code ?? '')) this.#drop()
      // It was lost while nobody asked, and with what comes first in a transaction nothing is lost.
      const isStale = fault.isLost && wasOpen && request.mayOpen && !isOfPatience(error)
      return isStale ? this.perform(request) : { fault }
    }
  }

  close(): void {
    this.#drop()
  }

  async #query(request: StatementRequest): Promise<StatementReply> {
    const client = await this.#clientFor(request)
    const { text, values, name } = request
    const done = await client.query<Row>({ text, values: [...values], ...(name && { name }) })
    // Of several statements in one text each has a result.
    const { rows = [], rowCount } = [done].flat().at(-1) ?? {}
    return { rows, changes: rowCount ?? 0 }
  }

  async #clientFor({ mayOpen }: StatementRequest): Promise<Client> {
    // What should have ended and has not is ended by leaving it.
    if (mayOpen && this.#client?.getTransactionStatus() !== 'I') this.#drop()
    if (this.#client !== undefined) return this.#client
    if (!mayOpen) throw new Error('The connection was lost within a transaction.')
    const client = await openClient(this.#url)
    client.once('end', () => {
      if (this.#client === client) this.#client = undefined
    })
    this.#client = client
    return client
  }

  #drop(): void {
    if (this.#client !== undefined) dropClient(this.#client)
    this.#client = undefined
  }
}

/** What did not come from the server, or ended the session there, took the connection along. */
export function toFault(error: unknown): FaultData {
  const message = error instanceof Error ? error.message : String(error)
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined
  const isOfServer = isServerError(error)
  const isFatal = isOfServer && (error.severity === 'FATAL' || error.severity === 'PANIC')
  return { message, code, isLost: !isOfServer || isFatal }
}
