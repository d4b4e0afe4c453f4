import { type Position, rankedPosition } from '../../cursor.ts'
import { readGeneration } from '../feed/read-generation.ts'
import type { Matching } from '../search/matching.ts'
import type { Ranked } from '../search/search-index.ts'
import type { Sql } from '../sql.ts'
import { valueList } from '../value-list.ts'
import type { Found } from './found.ts'

/** As many matches are counted and ranked in full. */
const rankedInFull = 1_000

/** When more match, only this many of the newest are ranked. */
const rankedWhenMany = 500

/** A score at least this part of the best one of its group is as good; then the last use decides. */
const asGood = 0.9

/**
 * A search by rank, bounded by construction: the cost is that of ranking 1,000 prompts however
 * many match. Later pages rank the library as it was at the first page, without what was shown.
 */
export function searchRanked(
  sql: Sql,
  matching: Matching,
  limit: number,
  position: Position | undefined,
): Found {
  const { asOf, shown } = rankedPosition(position) ?? { asOf: readGeneration(sql), shown: [] }
  const total = sql.search.count(matching, asOf, rankedInFull)
  const ranked = sql.search.rank(matching, asOf, total.exact ? rankedInFull : rankedWhenMany)
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

/** The first `limit` of what is ranked and was not shown before, among equals the last used first. */
function firstOf(
  sql: Sql,
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
function byLastUse(sql: Sql, generations: readonly number[]): readonly number[] {
  if (generations.length < 2) return generations
  const list = valueList(generations)
  const text = `
    SELECT generation
      FROM prompt
     WHERE generation IN (${list.text}) AND used_at > 0
     ORDER BY used_at DESC`
  const rows = sql.select(text, list.values)
  const used = new Set(rows.map(({ generation }) => Number(generation)))
  return [...used, ...generations.filter((generation) => !used.has(generation))]
}
