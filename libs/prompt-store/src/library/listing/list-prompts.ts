import type { Page, PromptSummary } from '@promptbin/prompts'
import { type Position, readCursor, writeCursor } from '../../cursor.ts'
import type { ListQuery } from '../../requests.ts'
import { isNarrowed, searchTerms } from '../search/matching.ts'
import { correctWords } from '../spelling/correct-words.ts'
import type { Sql } from '../sql.ts'
import type { Found } from './found.ts'
import { listNewest } from './list-newest.ts'
import { listSorted } from './list-sorted.ts'
import { listUseful } from './list-useful.ts'
import { readPage } from './read-page.ts'
import { searchRanked } from './search-ranked.ts'
import { readWanted, type Wanted } from './wanted.ts'

/** `PromptStore.list`, from one state of the library. */
export function listPrompts(sql: Sql, query: ListQuery): Page<PromptSummary> {
  return sql.transaction('read', () => {
    const page = listOnePage(sql, query)
    const limit = countFitting(page.items)
    return limit < page.items.length ? listOnePage(sql, { ...query, limit }) : page
  })
}

/** What the variables of a page may take, in characters of JSON. Few prompts have a thousand. */
const maxPageLength = 2 * 1024 * 1024

/** How many prompts make a page that a caller can take in at once; one at least. */
function countFitting(items: readonly PromptSummary[]): number {
  let length = 0
  const next = items.findIndex(({ variables }, index) => {
    length += JSON.stringify(variables).length
    return length > maxPageLength && index > 0
  })
  return next === -1 ? items.length : next
}

/**
 * If words find nothing, they are taken for misspelt and near ones are looked for, on the pages
 * that follow as well.
 */
function listOnePage(sql: Sql, query: ListQuery): Page<PromptSummary> {
  const { words, position } = readCursor(query)
  const wanted = readWanted(sql, query)
  if (wanted === undefined) return nothing
  if (words !== undefined) return listCorrected(sql, query, wanted, words, position)
  const found = find(sql, query, wanted, position)
  if (position !== undefined || found.total.value > 0) return toPage(sql, query, wanted, found)
  const corrected = correctWords(sql.search, wanted)
  if (corrected === undefined) return toPage(sql, query, wanted, found)
  return listCorrected(sql, query, wanted, corrected, undefined)
}

/** What a search finds that nothing can match. */
const nothing: Page<PromptSummary> = {
  items: [],
  nextCursor: null,
  total: { value: 0, exact: true },
}

function listCorrected(
  sql: Sql,
  query: ListQuery,
  wanted: Wanted,
  words: string,
  position: Position | undefined,
): Page<PromptSummary> {
  const corrected = { ...wanted, terms: searchTerms(words) }
  const found = find(sql, query, corrected, position)
  return { ...toPage(sql, query, corrected, found, words), corrected: words }
}

function find(
  sql: Sql,
  { limit }: ListQuery,
  wanted: Wanted,
  position: Position | undefined,
): Found {
  const matching = isNarrowed(wanted) ? wanted : undefined
  if (wanted.sort === 'relevance' && matching !== undefined) {
    return searchRanked(sql, matching, limit, position)
  }
  const source = { matching, withoutFavourites: wanted.without.length > 0 }
  if (wanted.sort === 'useful') return listUseful(sql, source, limit, position)
  return wanted.sort === 'newest' || wanted.sort === 'relevance'
    ? listNewest(sql, source, limit, position)
    : listSorted(sql, source, wanted.sort, limit, position)
}

function toPage(
  sql: Sql,
  query: ListQuery,
  wanted: Wanted,
  { generations, next, total }: Found,
  words?: string,
): Page<PromptSummary> {
  const searched = wanted.terms.length > 0 ? wanted : undefined
  return {
    items: readPage(sql, { searched, generations, within: query.within }),
    nextCursor: next === undefined ? null : writeCursor(query, next, words),
    total,
  }
}
