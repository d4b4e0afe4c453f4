import type { SQLTagStore } from 'node:sqlite'
import type { Page, PromptSummary } from '@promptbin/prompts'
import type { ListQuery } from '../../prompt-store.ts'
import { matchExpression, searchTerms } from '../match-expression.ts'
import { inTransaction } from '../transaction.ts'
import { listNewest } from './list-newest.ts'
import { searchRanked } from './search-ranked.ts'

/** `PromptStore.list`, from one state of the library. */
export function listPrompts(sql: SQLTagStore, query: ListQuery): Page<PromptSummary> {
  return inTransaction(sql.db, 'DEFERRED', () => {
    if (query.q === undefined || query.q.trim() === '') return listNewest(sql, query)
    const terms = searchTerms(query.q)
    const match = matchExpression(terms, query)
    if (terms.length === 0 || match === undefined) return nothing
    return searchRanked(sql, query, match)
  })
}

/** What a search without a single word finds. */
const nothing: Page<PromptSummary> = {
  items: [],
  nextCursor: null,
  total: { value: 0, exact: true },
}
