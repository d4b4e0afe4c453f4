import type { Total } from '@promptbin/prompts'
import type { Matching, Term } from '../../library/search/matching.ts'
import type { Ranked, SearchIndex, Subquery } from '../../library/search/search-index.ts'
import type { Vocabulary } from '../../library/search/vocabulary.ts'
import type { Sql } from '../../library/sql.ts'
import { valueList } from '../../library/value-list.ts'
import { forgetWords, learnWords, textOfRow } from './learn-words.ts'
import { PostgresVocabulary } from './postgres-vocabulary.ts'
import { matchQuery, rankQuery } from './search-query.ts'
import { makeSnippet } from './text/snippet.ts'

/** What a word counts in a text, a description, a tag or name, a title: of one in a title at most. */
const weights = '{0.1, 0.3, 0.6, 1.0}'

/** The score is divided by 1 + the logarithm of how many words a prompt has. */
const byLength = 1

/** The table `prompt_search`, asked through `newest_matching`, which is bounded (`searchSchema`). */
export class PostgresIndex implements SearchIndex {
  readonly #sql: Sql

  constructor(sql: Sql) {
    this.#sql = sql
  }

  count(matching: Matching, asOf: number, limit: number): Total {
    const row = this.#sql.get`
      SELECT count(*) AS count
        FROM newest_matching(${matchQuery(matching)}::tsquery, ${asOf + 1}, ${limit + 1})`
    const count = Number(row?.['count'])
    return { value: Math.min(count, limit), exact: count <= limit }
  }

  newest(matching: Matching, before: number, limit: number): Subquery {
    const text = 'SELECT matching FROM newest_matching(?::tsquery, ?, ?) AS matching'
    return { text, values: [matchQuery(matching), before, limit] }
  }

  /** By `ts_rank`, whose vector is read by its key for each match and in no other way. */
  rank(matching: Matching, asOf: number, limit: number): readonly Ranked[] {
    const rows = this.#sql.all`
      SELECT generation,
             -(SELECT ts_rank(${weights}, words, ${rankQuery(matching)}::tsquery, ${byLength})
                 FROM prompt_search WHERE prompt_search.generation = found.generation) AS score
        FROM newest_matching(${matchQuery(matching)}::tsquery, ${asOf + 1}, ${limit})
               AS found (generation)
       ORDER BY score, generation DESC`
    return rows as unknown as Ranked[]
  }

  snippets({ terms }: Matching, generations: readonly number[]): ReadonlyMap<number, string> {
    const list = valueList(generations)
    const text = `
      SELECT prompt.generation, version.messages
        FROM prompt
        JOIN version ON version.prompt = prompt.id AND version.n = prompt.latest
       WHERE prompt.generation IN (${list.text})`
    const found = this.#sql.select(text, list.values).flatMap((row) => {
      const snippet = makeSnippet(textOfRow(row), terms)
      return snippet === undefined ? [] : [[Number(row['generation']), snippet] as const]
    })
    return new Map(found)
  }

  has(term: Term): boolean {
    const matching = { terms: [term], marks: [], without: [] }
    return this.count(matching, Number.MAX_SAFE_INTEGER - 1, 1).value > 0
  }

  vocabulary(): Vocabulary {
    return new PostgresVocabulary(this.#sql)
  }

  learn(generation: number): void {
    learnWords(this.#sql, generation)
  }

  forget(id: string): void {
    forgetWords(this.#sql, id)
  }
}
