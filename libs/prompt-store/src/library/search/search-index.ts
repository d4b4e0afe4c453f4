import type { Total } from '@promptbin/prompts'
import type { SqlValue } from '../sql.ts'
import type { Matching, Term } from './matching.ts'
import type { Vocabulary } from './vocabulary.ts'

/**
 * What finds prompts by their words and marks, as each database does it best. What matches is the
 * same everywhere; what is the better match of two may differ. Whatever is looked for must be
 * narrowed down by a word or a mark (`isNarrowed`), and costs the same in a library of any size.
 */
export interface SearchIndex {
  /** How many prompts, up to `limit`, match and have not changed since the generation `asOf`. */
  count(matching: Matching, asOf: number, limit: number): Total
  /** The newest `limit` prompts that match and that changed last before a generation. */
  newest(matching: Matching, before: number, limit: number): Subquery
  /** The newest `limit` prompts that have not changed since `asOf`, the best match first. */
  rank(matching: Matching, asOf: number, limit: number): readonly Ranked[]
  /** Where the words stand in the texts of the prompts of these generations, if they do. */
  snippets(matching: Matching, generations: readonly number[]): ReadonlyMap<number, string>
  /** Whether any prompt that is not in the trash has a word, or one that begins with it. */
  has(term: Term): boolean
  /** The words of the library, as they are now. */
  vocabulary(): Vocabulary
  /** Takes in the prompt of this generation, which is written already. */
  learn(generation: number): void
  /** Takes out, before a prompt is deleted for good, those of its words which no other one has. */
  forget(id: string): void
}

/** A query to put between parentheses; its one column, `matching`, is the prompt's generation. */
export interface Subquery {
  readonly text: string
  readonly values: readonly SqlValue[]
}

/** A prompt that was found. */
export interface Ranked {
  readonly generation: number
  /** The better, the further below 0. */
  readonly score: number
}

/** A match in a text stands between these; no other character of it is touched. */
export const [markStart, markEnd] = ['\u0002', '\u0003']

/** How many words of a text are shown around a match. */
export const snippetWords = 24

/** Stands where a text goes on. */
export const ellipsis = '…'
