import type { PromptSummary, Version } from '@promptbin/prompts'
import type { Within } from '../../requests.ts'
import type { ReadVersion } from '../includes/read-included.ts'
import { readingWithin } from '../names/within.ts'
import { toSummary } from '../prompts/summary.ts'
import type { SummaryRow } from '../rows.ts'
import type { Matching } from '../search/matching.ts'
import type { Sql } from '../sql.ts'
import { valueList } from '../value-list.ts'
import { readDeclaration } from '../versions/read-version.ts'

/** What stands on a page. */
export interface PageContent {
  /** What a search by words looks for. */
  readonly searched: Matching | undefined
  readonly generations: readonly number[]
  readonly within: Within | undefined
}

/**
 * The summaries of the prompts of these generations, in their order; of a search by words with where
 * it matched in the text, if it did: title and description show themselves.
 */
export function readPage(
  sql: Sql,
  { searched, generations, within }: PageContent,
): PromptSummary[] {
  if (generations.length === 0) return []
  const snippets = searched && sql.search.snippets(searched, generations)
  // Prompts of one page often include the same ones.
  const read = readingWithin(createRememberingReader(), within)
  const summaries = new Map(
    selectRows(sql, generations).map((row) => [row.generation, toSummary(sql, row, read)]),
  )
  return generations.flatMap((generation) => {
    const summary = summaries.get(generation)
    if (summary === undefined) return []
    const snippet = snippets?.get(generation)
    return [snippet === undefined ? summary : { ...summary, snippet }]
  })
}

function selectRows(sql: Sql, generations: readonly number[]): readonly SummaryRow[] {
  const list = valueList(generations)
  const text = `SELECT * FROM prompt_summary WHERE generation IN (${list.text})`
  return sql.select(text, list.values) as unknown as SummaryRow[]
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
