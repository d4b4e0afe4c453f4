import type { SQLTagStore } from 'node:sqlite'
import type { Page, PromptSummary } from '@promptbin/prompts'
import { rankedCursor, readRankedCursor } from '../../cursor.ts'
import type { ListQuery } from '../../prompt-store.ts'
import { type SummaryRow, toSummary } from '../rows.ts'
import { countMatches } from './count-matches.ts'
import { readGeneration } from './read-generation.ts'

/** As many matches are counted and ranked in full. */
const rankedInFull = 1_000

/** When more match, only this many of the newest are ranked. */
const rankedWhenMany = 500

/** A match in the text stands between these; no other character of a text is touched. */
const [markStart, markEnd] = ['\u0002', '\u0003']

interface SearchRow extends SummaryRow {
  readonly snippet: string
}

/**
 * A search by rank, bounded by construction: the cost is that of ranking 1,000 prompts however
 * many match. Later pages rank the library as it was at the first page, without what was shown.
 */
export function searchRanked(
  sql: SQLTagStore,
  query: ListQuery,
  match: string,
): Page<PromptSummary> {
  const { asOf, shown } = readRankedCursor(query, readGeneration(sql))
  const total = countMatches(sql, match, asOf, rankedInFull)
  const ranked = rank(sql, match, asOf, total.exact ? rankedInFull : rankedWhenMany)
  const before = new Set(shown)
  const left = ranked.filter((generation) => !before.has(generation))
  const page = left.slice(0, query.limit)
  const shownNow = [...ranked.filter((generation) => before.has(generation)), ...page]
  const more = left.length > page.length
  return {
    items: readPage(sql, match, page),
    nextCursor: more ? rankedCursor(query, { asOf, shown: shownNow }) : null,
    total,
  }
}

/** The generations of the newest `limit` matches, best first: a word in a title counts most. */
function rank(sql: SQLTagStore, match: string, asOf: number, limit: number): readonly number[] {
  const rows = sql.all`
    SELECT generation
      FROM (SELECT rowid AS generation,
                   bm25(prompt_search, 10.0, 8.0, 5.0, 3.0, 1.0, 0.0) AS rank
              FROM prompt_search
             WHERE prompt_search MATCH ${match} AND rowid <= CAST(${asOf} AS INTEGER)
             ORDER BY rowid DESC
             LIMIT ${limit})
     ORDER BY rank, generation DESC`
  return rows.map(({ generation }) => Number(generation))
}

/**
 * The summaries of one page in its order. One pass over the matches between the oldest and the
 * newest of the page is far cheaper than asking FTS5 for each row; the plus sign keeps the
 * planner from doing that.
 */
function readPage(sql: SQLTagStore, match: string, page: readonly number[]): PromptSummary[] {
  if (page.length === 0) return []
  const rows = sql.all`
    SELECT prompt_summary.*,
           snippet(prompt_search, 4, ${markStart}, ${markEnd}, '…', 24) AS snippet
      FROM prompt_search
     CROSS JOIN prompt_summary ON prompt_summary.generation = prompt_search.rowid
     WHERE prompt_search MATCH ${match}
       AND prompt_search.rowid BETWEEN CAST(${Math.min(...page)} AS INTEGER)
                                   AND CAST(${Math.max(...page)} AS INTEGER)
       AND +prompt_search.rowid IN (SELECT value FROM json_each(${JSON.stringify(page)}))`
  const found = (rows as unknown as SearchRow[]).map(toResult)
  const place = new Map(page.map((generation, index) => [generation, index]))
  return found.sort((a, b) => Number(place.get(a.generation)) - Number(place.get(b.generation)))
}

/** Without a match in its text a result has no snippet: title and description show it. */
function toResult({ snippet, ...row }: SearchRow): PromptSummary {
  const summary = toSummary(row)
  return snippet.includes(markStart) ? { ...summary, snippet } : summary
}
