import type { SQLTagStore } from 'node:sqlite'
import type { PromptSummary, Version } from '@promptbin/prompts'
import type { ReadVersion } from '../includes/read-included.ts'
import { toSummary } from '../prompts/summary.ts'
import type { SummaryRow } from '../rows.ts'
import { readDeclaration } from '../versions/read-version.ts'

/** A match in the text stands between these; no other character of a text is touched. */
const [markStart, markEnd] = ['\u0002', '\u0003']

interface ResultRow extends SummaryRow {
  readonly snippet?: string
}

/**
 * The summaries of the prompts of these generations, in their order; of a search by words, `match`
 * being its expression, with where it matched.
 */
export function readPage(
  sql: SQLTagStore,
  match: string | undefined,
  generations: readonly number[],
): PromptSummary[] {
  if (generations.length === 0) return []
  const rows =
    match === undefined ? selectRows(sql, generations) : selectResults(sql, match, generations)
  const place = new Map(generations.map((generation, index) => [generation, index]))
  // Prompts of one page often include the same ones.
  const read = createRememberingReader()
  return rows
    .map((row) => toResult(sql, row, read))
    .sort((a, b) => Number(place.get(a.generation)) - Number(place.get(b.generation)))
}

function selectRows(sql: SQLTagStore, generations: readonly number[]): readonly ResultRow[] {
  const rows = sql.all`
    SELECT *
      FROM prompt_summary
     WHERE generation IN (SELECT value FROM json_each(${JSON.stringify(generations)}))`
  return rows as unknown as ResultRow[]
}

/**
 * One pass over the matches between the oldest and the newest of the page is far cheaper than
 * asking FTS5 for each row; the plus sign keeps the planner from doing that.
 */
function selectResults(
  sql: SQLTagStore,
  match: string,
  generations: readonly number[],
): readonly ResultRow[] {
  const rows = sql.all`
    SELECT prompt_summary.*,
           snippet(prompt_search, 4, ${markStart}, ${markEnd}, '…', 24) AS snippet
      FROM prompt_search
     CROSS JOIN prompt_summary ON prompt_summary.generation = prompt_search.rowid
     WHERE prompt_search MATCH ${match}
       AND prompt_search.rowid BETWEEN CAST(${Math.min(...generations)} AS INTEGER)
                                   AND CAST(${Math.max(...generations)} AS INTEGER)
       AND +prompt_search.rowid IN (SELECT value FROM json_each(${JSON.stringify(generations)}))`
  return rows as unknown as ResultRow[]
}

/** Without a match in its text a result has no snippet: title and description show it. */
function toResult(
  sql: SQLTagStore,
  { snippet, ...row }: ResultRow,
  read: ReadVersion,
): PromptSummary {
  const summary = toSummary(sql, row, read)
  return snippet?.includes(markStart) ? { ...summary, snippet } : summary
}

/** Reads what each version declares, and each only once. */
function createRememberingReader(): ReadVersion {
  const known = new Map<string, Version | undefined>()
  return (sql, prompt, n) => {
    const key = `${prompt}@${n}`
    if (!known.has(key)) known.set(key, readDeclaration(sql, prompt, n))
    return known.get(key)
  }
}
