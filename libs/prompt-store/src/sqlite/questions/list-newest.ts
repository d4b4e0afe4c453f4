import type { SQLTagStore } from 'node:sqlite'
import type { Page, PromptSummary } from '@promptbin/prompts'
import { newestCursor, readNewestCursor } from '../../cursor.ts'
import type { ListQuery } from '../../prompt-store.ts'
import { matchExpression } from '../match-expression.ts'
import { type SummaryRow, toSummary } from '../rows.ts'
import { countAll, countLimit, countMatches } from './count-matches.ts'

/** The prompts of a tag, a folder or all of them, the newest change first. */
export function listNewest(sql: SQLTagStore, query: ListQuery): Page<PromptSummary> {
  const { before } = readNewestCursor(query)
  const match = matchExpression([], query)
  const oneMore = query.limit + 1
  const rows =
    match === undefined ? selectAll(sql, before, oneMore) : select(sql, match, before, oneMore)
  const items = rows.slice(0, query.limit).map(toSummary)
  const last = items.at(-1)
  const more = rows.length > query.limit && last !== undefined
  return {
    items,
    nextCursor: more ? newestCursor(query, { before: last.generation }) : null,
    total:
      match === undefined
        ? countAll(sql)
        : countMatches(sql, match, Number.MAX_SAFE_INTEGER, countLimit),
  }
}

function selectAll(sql: SQLTagStore, before: number, limit: number): readonly SummaryRow[] {
  const rows = sql.all`
    SELECT *
      FROM prompt_summary
     WHERE generation < ${before}
     ORDER BY generation DESC
     LIMIT ${limit}`
  return rows as unknown as SummaryRow[]
}

function select(
  sql: SQLTagStore,
  match: string,
  before: number,
  limit: number,
): readonly SummaryRow[] {
  const rows = sql.all`
    SELECT prompt_summary.*
      FROM prompt_search
     CROSS JOIN prompt_summary ON prompt_summary.generation = prompt_search.rowid
     WHERE prompt_search MATCH ${match} AND prompt_search.rowid < CAST(${before} AS INTEGER)
     ORDER BY prompt_search.rowid DESC
     LIMIT ${limit}`
  return rows as unknown as SummaryRow[]
}
