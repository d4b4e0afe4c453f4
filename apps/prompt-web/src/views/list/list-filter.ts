import { type PromptQuery, parseQuery, type Sort } from '@promptbin/prompts'

/** What a list is narrowed to, and its order; a field that is left out narrows nothing. */
export interface ListFilter {
  readonly q?: string | undefined
  readonly tag?: string | undefined
  readonly folder?: string | undefined
  readonly label?: string | undefined
  readonly uses?: string | undefined
  readonly favourite?: true | undefined
  readonly sort?: Sort | undefined
}

/** The fields of a filter that hold text. */
export type TextField = 'q' | 'tag' | 'folder' | 'label' | 'uses'

const order = ['q', 'tag', 'folder', 'label', 'uses', 'favourite', 'sort'] as const

/** The fields that are set, as an address and a form write them, always in the same order. */
export function filterFields(filter: ListFilter): readonly (readonly [string, string])[] {
  return order.flatMap((name) => {
    const value = filter[name]
    return value ? [[name, String(value)] as const] : []
  })
}

/** The address of a list, the same for the same filter; empty fields are left out of it. */
export function listAddress(filter: ListFilter, cursor?: string): string {
  const query = new URLSearchParams(Object.fromEntries(filterFields(filter)))
  if (cursor) query.set('cursor', cursor)
  return query.size === 0 ? '/' : `/?${query}`
}

/** Whether a list shows only a part of the library. */
export function isNarrowed({ sort: _, ...filter }: ListFilter): boolean {
  return filterFields(filter).length > 0
}

/** The words of a search without its operators. */
export function wordsOf({ q = '' }: ListFilter): string {
  return parseQuery(q).words
}

/** What the library is asked for. */
export function queryOf(filter: ListFilter): PromptQuery {
  const set = order.flatMap((name) => (filter[name] ? [[name, filter[name]]] : []))
  return Object.fromEntries(set)
}
