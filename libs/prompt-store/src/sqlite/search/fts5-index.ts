import type { Total } from '@promptbin/prompts'
import type { Matching, Term } from '../../library/search/matching.ts'
import {
  ellipsis,
  markEnd,
  markStart,
  type Ranked,
  type SearchIndex,
  type Subquery,
  snippetWords,
} from '../../library/search/search-index.ts'
import type { Vocabulary } from '../../library/search/vocabulary.ts'
import type { Sql } from '../../library/sql.ts'
import { matchExpression } from './match-expression.ts'
import { forgetWords, learnWords } from './words.ts'

/**
 * The table `prompt_search`, whose row ids are generations, so that its lists of words hold prompts
 * in the order of their changes: a search can begin anywhere and end when it has enough. FTS5 makes
 * use of a bound of its row id only if that is an integer, hence the casts. Triggers keep it.
 */
export class Fts5Index implements SearchIndex {
  readonly #sql: Sql

  constructor(sql: Sql) {
    this.#sql = sql
  }

  count(matching: Matching, asOf: number, limit: number): Total {
    const row = this.#sql.get`
      SELECT count(*) AS count
        FROM (SELECT 1
                FROM prompt_search
               WHERE prompt_search MATCH ${matchExpression(matching)}
                 AND rowid <= CAST(${asOf} AS INTEGER)
               LIMIT ${limit + 1})`
    const count = Number(row?.['count'])
    return { value: Math.min(count, limit), exact: count <= limit }
  }

  newest(matching: Matching, before: number, limit: number): Subquery {
    const text = `
      SELECT rowid AS matching
        FROM prompt_search
       WHERE prompt_search MATCH ? AND rowid < CAST(? AS INTEGER)
       ORDER BY rowid DESC
       LIMIT ?`
    return { text, values: [matchExpression(matching), before, limit] }
  }

  /** By BM25: a word in a title counts most. */
  rank(matching: Matching, asOf: number, limit: number): readonly Ranked[] {
    const rows = this.#sql.all`
      SELECT generation, score
        FROM (SELECT rowid AS generation,
                     bm25(prompt_search, 10.0, 8.0, 5.0, 3.0, 1.0, 0.0) AS score
                FROM prompt_search
               WHERE prompt_search MATCH ${matchExpression(matching)}
                 AND rowid <= CAST(${asOf} AS INTEGER)
               ORDER BY rowid DESC
               LIMIT ${limit})
       ORDER BY score, generation DESC`
    return rows as unknown as Ranked[]
  }

  /**
   * One pass over the matches between the oldest and the newest is far cheaper than asking FTS5 for
   * each row; the plus sign keeps the planner from doing that.
   */
  snippets(matching: Matching, generations: readonly number[]): ReadonlyMap<number, string> {
    const rows = this.#sql.all`
      SELECT rowid AS generation,
             snippet(prompt_search, 4, ${markStart}, ${markEnd}, ${ellipsis}, ${snippetWords})
               AS snippet
        FROM prompt_search
       WHERE prompt_search MATCH ${matchExpression(matching)}
         AND rowid BETWEEN CAST(${Math.min(...generations)} AS INTEGER)
                       AND CAST(${Math.max(...generations)} AS INTEGER)
         AND +rowid IN (SELECT value FROM json_each(${JSON.stringify(generations)}))`
    const found = rows.filter(({ snippet }) => String(snippet ?? '').includes(markStart))
    return new Map(found.map((row) => [Number(row['generation']), String(row['snippet'])]))
  }

  has(term: Term): boolean {
    const match = matchExpression({ terms: [term], marks: [], without: [] })
    const row = this.#sql
      .get`SELECT 1 FROM prompt_search WHERE prompt_search MATCH ${match} LIMIT 1`
    return row !== undefined
  }

  vocabulary(): Vocabulary {
    return {
      from: (text) => {
        const row = this.#sql.get`SELECT word FROM word WHERE word >= ${text} ORDER BY word LIMIT 1`
        return row === undefined ? undefined : String(row['word'])
      },
      ending: (tail, end, limit) => {
        const rows = this.#sql.all`
          SELECT word FROM word
           WHERE substr(word, 5) >= ${tail} AND substr(word, 5) < ${end} AND length(word) > 4
           LIMIT ${limit}`
        return rows.map(({ word }) => String(word))
      },
    }
  }

  learn(generation: number): void {
    learnWords(this.#sql, generation)
  }

  forget(id: string): void {
    forgetWords(this.#sql, id)
  }
}
