import type { SQLTagStore } from 'node:sqlite'
import { type Position, rankedPosition } from '../../cursor.ts'
import { readGeneration } from '../library/read-generation.ts'
import { countMatches } from './count-matches.ts'
import type { Found } from './found.ts'

/** As many matches are counted and ranked in full. */
const rankedInFull = 1_000

/** When more match, only this many of the newest are ranked. */
const rankedWhenMany = 500

/** A score at least this part of the best one of its group is as good; then the last use decides. */
const asGood = 0.9

interface Ranked {
  readonly generation: number
  /** Of BM25, as FTS5 gives it: the better, the further below 0. */
  readonly score: number
}

/**
 * A search by rank, bounded by construction: the cost is that of ranking 1,000 prompts however
 * many match. Later pages rank the library as it was at the first page, without what was shown.
 */
export function searchRanked(
  sql: SQLTagStore,
  match: string,
  limit: number,
  position: Position | undefined,
): Found {
  const { asOf, shown } = rankedPosition(position) ?? { asOf: readGeneration(sql), shown: [] }
  const total = countMatches(sql, match, asOf, rankedInFull)
  const ranked = rank(sql, match, asOf, total.exact ? rankedInFull : rankedWhenMany)
  const before = new Set(shown)
  const page = firstOf(sql, ranked, before, limit)
  const stillThere = ranked.filter(({ generation }) => before.has(generation))
  const shownNow = [...stillThere.map(({ generation }) => generation), ...page]
  return {
    generations: page,
    next: shownNow.length < ranked.length ? { asOf, shown: shownNow } : undefined,
    total,
  }
}

/** The newest `limit` matches, best first: a word in a title counts most. */
function rank(sql: SQLTagStore, match: string, asOf: number, limit: number): readonly Ranked[] {
  const rows = sql.all`
    SELECT generation, score
      FROM (SELECT rowid AS generation,
                   bm25(prompt_search, 10.0, 8.0, 5.0, 3.0, 1.0, 0.0) AS score
              FROM prompt_search
             WHERE prompt_search MATCH ${match} AND rowid <= CAST(${asOf} AS INTEGER)
             ORDER BY rowid DESC
             LIMIT ${limit})
     ORDER BY score, generation DESC`
  return rows as unknown as Ranked[]
}

/** The first `limit` of what is ranked and was not shown before, among equals the last used first. */
function firstOf(
  sql: SQLTagStore,
  ranked: readonly Ranked[],
  shown: ReadonlySet<number>,
  limit: number,
): readonly number[] {
  const page: number[] = []
  for (let start = 0; start < ranked.length && page.length < limit; ) {
    const best = ranked[start]?.score ?? 0
    const end = ranked.findIndex(({ score }, index) => index > start && score > best * asGood)
    const group = ranked.slice(start, end < 0 ? ranked.length : end)
    const left = group.map(({ generation }) => generation).filter((it) => !shown.has(it))
    page.push(...byLastUse(sql, left))
    start += group.length
  }
  return page.slice(0, limit)
}

/** Moves those that were ever used to the front; the others stay in their order. */
function byLastUse(sql: SQLTagStore, generations: readonly number[]): readonly number[] {
  if (generations.length < 2) return generations
  const rows = sql.all`
    SELECT generation
      FROM prompt
     WHERE generation IN (SELECT value FROM json_each(${JSON.stringify(generations)}))
       AND used_at > 0
     ORDER BY used_at DESC`
  const used = new Set(rows.map(({ generation }) => Number(generation)))
  return [...used, ...generations.filter((generation) => !used.has(generation))]
}
