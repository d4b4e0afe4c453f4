import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Row, Sql, SqlValue, TransactionKind } from '../../library/sql.ts'
import { Fts5Index } from '../search/fts5-index.ts'
import { asTrial, inTransaction } from './transaction.ts'

/**
 * A connection whose statements stay prepared until it is closed: there are as many as stand in the
 * source. Node's own `createTagStore` (24.21) holds a connection open after its `close`, so that its
 * log is not moved into the database, and the file is not free.
 */
export class SqliteSql implements Sql {
  readonly database: DatabaseSync
  readonly search = new Fts5Index(this)
  readonly #ofWords = new WeakMap<TemplateStringsArray, StatementSync>()
  readonly #ofText = new Map<string, StatementSync>()

  constructor(database: DatabaseSync) {
    this.database = database
  }

  all(words: TemplateStringsArray, ...values: readonly SqlValue[]): readonly Row[] {
    return this.#prepared(words).all(...values) as Row[]
  }

  get(words: TemplateStringsArray, ...values: readonly SqlValue[]): Row | undefined {
    return this.#prepared(words).get(...values) as Row | undefined
  }

  run(words: TemplateStringsArray, ...values: readonly SqlValue[]): { readonly changes: number } {
    return { changes: Number(this.#prepared(words).run(...values).changes) }
  }

  select(text: string, values: readonly SqlValue[]): readonly Row[] {
    const statement = this.#ofText.get(text) ?? this.database.prepare(text)
    this.#ofText.set(text, statement)
    return statement.all(...values) as Row[]
  }

  lastAuditNumber(): number {
    return Number(this.get`SELECT seq FROM sqlite_sequence WHERE name = 'audit'`?.['seq'] ?? 0)
  }

  transaction<Result>(kind: TransactionKind, work: () => Result): Result {
    if (kind === 'trial') return asTrial(this.database, work)
    return inTransaction(this.database, kind === 'write' ? 'IMMEDIATE' : 'DEFERRED', work)
  }

  #prepared(words: TemplateStringsArray): StatementSync {
    const known = this.#ofWords.get(words)
    if (known !== undefined) return known
    const statement = this.database.prepare(words.join('?'))
    this.#ofWords.set(words, statement)
    return statement
  }
}
