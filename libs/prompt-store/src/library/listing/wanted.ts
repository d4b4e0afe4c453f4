import { parseQuery, type Sort } from '@promptbin/prompts'
import type { ListQuery } from '../../requests.ts'
import { findWithin } from '../names/within.ts'
import { marks } from '../search/marks.ts'
import { type Matching, searchTerms } from '../search/matching.ts'
import type { Sql } from '../sql.ts'

/** The longest search text that is read. */
const maxQueryLength = 1_000

/** A prompt has no more tags than this, so none has more of those that are asked for. */
const maxTags = 50

/** What a list asks for, its operators and its fields taken together. */
export interface Wanted extends Matching {
  /** `newest` is by the last change of any kind, stars and labels among them: it costs nothing. */
  readonly sort: Sort | 'newest'
}

/**
 * Understands a query; both an operator and a field of the same kind must hold. Returns nothing if
 * nothing can be found: a search of signs without a word, a name that no prompt has.
 */
export function readWanted(sql: Sql, query: ListQuery): Wanted | undefined {
  const written = parseQuery((query.q ?? '').slice(0, maxQueryLength))
  const terms = searchTerms(written.words)
  if (terms.length === 0 && written.words.trim() !== '') return undefined
  const filters = filtersOf(sql, query, written)
  if (filters === undefined) return undefined
  const { sort = 'relevance' } = query
  return { ...filters, terms, sort: sort === 'relevance' && terms.length === 0 ? 'newest' : sort }
}

function filtersOf(
  sql: Sql,
  query: ListQuery,
  written: ReturnType<typeof parseQuery>,
): Omit<Matching, 'terms'> | undefined {
  const tags = given([...written.tags, query.tag])
  const uses = given([written.uses, query.uses]).map((name) => findWithin(sql, name, query.within))
  const favourite = written.favourite ?? query.favourite
  const contradicts = written.favourite === true && query.favourite === false
  if (tags.length > maxTags || contradicts || !uses.every((id) => id !== undefined))
    return undefined
  if (query.within?.length === 0) return undefined
  return {
    marks: [
      ...tags.map(marks.tag),
      ...given([written.folder, query.folder]).map(marks.folder),
      // The newest version always bears this one, so every prompt does.
      ...given([written.label, query.label])
        .filter((label) => label !== 'latest')
        .map(marks.label),
      ...uses.map(marks.uses),
      ...(favourite === true ? [marks.favourite] : []),
    ],
    within: query.within?.map(marks.folder),
    without: favourite === false ? [marks.favourite] : [],
  }
}

/** An empty value asks for nothing in particular. */
function given(values: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(values)].filter((value) => value !== undefined && value !== '') as string[]
}
