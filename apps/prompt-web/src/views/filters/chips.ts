import { type Content, html } from '@promptbin/html'
import { type ParsedQuery, parseQuery } from '@promptbin/prompts'
import { icon } from '@promptbin/styles'
import { type ListFilter, listAddress } from '../list/list-filter.ts'

/** A filter that is set, in words, and the filter without it. */
interface Chip {
  readonly name: string
  readonly value: string
  readonly without: ListFilter
}

const quoted = (value: string) => (/\s/.test(value) ? `"${value}"` : value)

/** A search with these operators as a person would write it. */
function written({ words, tags, folder, label, uses, favourite }: ParsedQuery): string {
  const single = Object.entries({ folder, label, uses }).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}:${quoted(value)}`],
  )
  const operators = [
    ...tags.map((tag) => `tag:${quoted(tag)}`),
    ...single,
    ...(favourite ? ['is:favourite'] : []),
  ]
  return [words, ...operators].filter((part) => part !== '').join(' ')
}

const names = { folder: 'Folder', label: 'Label', uses: 'Uses' } as const
const single = ['folder', 'label', 'uses'] as const

/** The operators in the search field. */
function chipsOfSearch(filter: ListFilter): readonly Chip[] {
  const parsed = parseQuery(filter.q ?? '')
  const { favourite, ...unmarked } = parsed
  const without = (rest: ParsedQuery) => ({ ...filter, q: written(rest) })
  return [
    ...parsed.tags.map((tag, at) => ({
      name: 'Tag',
      value: tag,
      without: without({ ...parsed, tags: parsed.tags.toSpliced(at, 1) }),
    })),
    ...single.flatMap((key) => {
      const { [key]: value, ...rest } = parsed
      return value === undefined ? [] : [{ name: names[key], value, without: without(rest) }]
    }),
    ...(favourite ? [favourites(without(unmarked))] : []),
  ]
}

const favourites = (without: ListFilter): Chip => ({ name: '', value: 'Favourites', without })

/** The filters beside the search field. */
function chipsOfFields(filter: ListFilter): readonly Chip[] {
  const { tag, favourite } = filter
  return [
    ...(tag ? [{ name: 'Tag', value: tag, without: { ...filter, tag: undefined } }] : []),
    ...single.flatMap((key) => {
      const value = filter[key]
      return value ? [{ name: names[key], value, without: { ...filter, [key]: undefined } }] : []
    }),
    ...(favourite ? [favourites({ ...filter, favourite: undefined })] : []),
  ]
}

/** Every filter that is set, wherever it was, each leading to the page without it. */
export function filterChips(filter: ListFilter, addressOf = listAddress): Content {
  const chips = [...chipsOfFields(filter), ...chipsOfSearch(filter)]
  if (chips.length === 0) return null
  return html`<ul class="set-filters" aria-label="Filters that are set">${chips.map(
    ({ name, value, without }) =>
      html`<li><a class="tag tag-set" href="${addressOf(without)}"><span>${name && html`<span class="chip-name">${name}</span> `}${value}</span>${icon('close')}<span class="sr-only"> (remove this filter)</span></a></li>`,
  )}${
    chips.length > 1 &&
    html`<li><a class="set-filters-clear" href="${addressOf({ q: parseQuery(filter.q ?? '').words })}">Remove all</a></li>`
  }</ul>`
}
