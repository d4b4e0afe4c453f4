import type { Row, Sql, SqlValue, TransactionKind } from '../../library/sql.ts'
import { PostgresIndex } from '../search/postgres-index.ts'
import { askMainThread } from './ask-main-thread.ts'
import { PostgresFault } from './postgres-fault.ts'
import type { StatementReply, WorkerEnd } from './statement-message.ts'

type Answer = Exclude<StatementReply, { readonly fault: unknown }>

/** A statement in PostgreSQL's own words, and its name there. */
interface Statement {
  readonly text: string
  readonly name: string
}

/**
 * How a transaction begins. A question sees one state of the library; a change waits here for all
 * others that write, whichever process they belong to, and sees what they have done.
 */
const beginning: Readonly<Record<TransactionKind, string>> = {
  read: 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY',
  write: 'BEGIN ISOLATION LEVEL READ COMMITTED; SELECT 1 FROM library FOR UPDATE',
  trial: 'BEGIN ISOLATION LEVEL READ COMMITTED; SELECT 1 FROM library FOR UPDATE',
}

/** The connection of a worker thread, whose statements the main thread has done. */
export class PostgresSql implements Sql {
  readonly search = new PostgresIndex(this)
  readonly #end: WorkerEnd
  readonly #ofWords = new WeakMap<TemplateStringsArray, Statement>()
  readonly #ofText = new Map<string, Statement>()
  #names = 0
  #isInTransaction = false

  constructor(end: WorkerEnd) {
    this.#end = end
  }

  all(words: TemplateStringsArray, ...values: readonly SqlValue[]): readonly Row[] {
    return this.#perform(this.#prepared(words), values).rows
  }

  get(words: TemplateStringsArray, ...values: readonly SqlValue[]): Row | undefined {
    return this.#perform(this.#prepared(words), values).rows[0]
  }

  run(words: TemplateStringsArray, ...values: readonly SqlValue[]): { readonly changes: number } {
    return this.#perform(this.#prepared(words), values)
  }

  select(text: string, values: readonly SqlValue[]): readonly Row[] {
    const statement = this.#ofText.get(text) ?? this.#named(text.split('?'))
    this.#ofText.set(text, statement)
    return this.#perform(statement, values).rows
  }

  lastAuditNumber(): number {
    return Number(this.get`SELECT audited FROM library`?.['audited'])
  }

  transaction<Result>(kind: TransactionKind, work: () => Result): Result {
    if (this.#isInTransaction) throw new Error('There is a transaction already.')
    try {
      this.#ask({ text: beginning[kind] }, [], 'opening')
      this.#isInTransaction = true
      const result = work()
      this.#ask({ text: kind === 'trial' ? 'ROLLBACK' : 'COMMIT' }, [], 'committing')
      return result
    } catch (error) {
      this.#rollBack(error)
      throw error
    } finally {
      this.#isInTransaction = false
    }
  }

  /** A lost connection takes its transaction along, and one that cannot roll back is not used again. */
  #rollBack(error: unknown): void {
    if (error instanceof PostgresFault && error.isLost) return
    askMainThread(this.#end, { text: 'ROLLBACK', values: [], mayOpen: false })
  }

  #perform(statement: Statement, values: readonly SqlValue[]): Answer {
    return this.#ask(statement, values, this.#isInTransaction ? 'within' : 'alone')
  }

  #ask(
    { text, name }: Pick<Statement, 'text'> & Partial<Statement>,
    values: readonly SqlValue[],
    place: 'alone' | 'opening' | 'within' | 'committing',
  ): Answer {
    const mayOpen = place === 'alone' || place === 'opening'
    const reply = askMainThread(this.#end, { text, name, values: values.map(storable), mayOpen })
    if (!('fault' in reply)) return reply
    throw new PostgresFault(reply.fault, place === 'committing')
  }

  #prepared(words: TemplateStringsArray): Statement {
    const statement = this.#ofWords.get(words) ?? this.#named(words)
    this.#ofWords.set(words, statement)
    return statement
  }

  #named(words: readonly string[]): Statement {
    const text = words.map((word, index) => (index === 0 ? word : `$${index}${word}`)).join('')
    this.#names += 1
    return { text, name: `promptbin_${this.#names}` }
  }
}

/**
 * PostgreSQL refuses the character U+0000. Whatever takes texts from people refuses it too, as it does
 * half a surrogate pair, which both databases keep as U+FFFD.
 */
function storable(value: SqlValue): SqlValue {
  return typeof value === 'string' ? value.replaceAll('\0', '\ufffd') : value
}
