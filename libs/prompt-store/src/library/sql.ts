import type { SearchIndex } from './search/search-index.ts'

/** What a place in a statement may hold. */
export type SqlValue = string | number | bigint | null

/** A row, by the names of its columns. */
export type Row = Readonly<Record<string, SqlValue>>

type Words = TemplateStringsArray
type Values = readonly SqlValue[]

/**
 * The one connection that a thread has to the library's database. Statements are template literals:
 * what stands between their words is given as values and never becomes a part of their text.
 */
export interface Sql {
  readonly search: SearchIndex
  all(words: Words, ...values: Values): readonly Row[]
  get(words: Words, ...values: Values): Row | undefined
  /** For statements without an answer; tells how many rows they changed. */
  run(words: Words, ...values: Values): { readonly changes: number }
  /** For a text that was put together, in which `?` stands for each value. */
  select(text: string, values: Values): readonly Row[]
  /**
   * Runs `work` in one transaction: all of it is kept, or nothing if it throws, or if it is a trial.
   * What is only read is of one state of the library. Whoever writes takes the right to it first, so
   * that nothing which was read can change before it is written.
   */
  transaction<Result>(kind: TransactionKind, work: () => Result): Result
  /** The last number that the audit trail ever gave to a record, even if that is gone; 0 at first. */
  lastAuditNumber(): number
}

/** For a `LIMIT` that only stands before an `OFFSET`. */
export const noLimit = Number.MAX_SAFE_INTEGER

/** For what a transaction is; `trial` writes to see what would come of it, and keeps nothing. */
export type TransactionKind = 'read' | 'write' | 'trial'
