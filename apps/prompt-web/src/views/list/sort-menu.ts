import { type Content, html, type Markup } from '@promptbin/html'
import type { Sort } from '@promptbin/prompts'
import { icon } from '@promptbin/styles'
import { type ListFilter, listAddress, wordsOf } from './list-filter.ts'

const sortNames: Readonly<Record<Sort, string>> = {
  relevance: 'Best match',
  updated: 'Last changed',
  used: 'Last used',
  created: 'Newest',
  title: 'Title',
  useful: 'Most useful',
}

/** How a list is ordered: as it was asked for, else by rank with words and by change without. */
export function sortOf(filter: ListFilter): Sort {
  const hasWords = wordsOf(filter) !== ''
  const { sort = 'relevance' } = filter
  return sort === 'relevance' && !hasWords ? 'updated' : sort
}

/** A menu of orders. Each is a link, so that no script is needed and none can be lost. */
export function sortMenu(filter: ListFilter): Markup {
  const current = sortOf(filter)
  const [usual, ...others]: Sort[] =
    wordsOf(filter) === ''
      ? ['updated', 'used', 'created', 'title']
      : ['relevance', 'updated', 'used', 'created', 'title']
  const choice = (sort: Sort | undefined): Content => {
    if (sort === undefined) return null
    const to = listAddress({ ...filter, sort: sort === usual ? undefined : sort })
    const mark = sort === current && html` aria-current="true"`
    return html`<li><a class="menu-item" href="${to}"${mark}>${icon('check')}${sortNames[sort]}</a></li>`
  }
  return html`<details class="menu" id="sort" name="menu">
    <summary class="menu-button"><span class="sr-only">Order: </span>${sortNames[current]}${icon('chevronDown')}</summary>
    <ul class="menu-panel">${choice(usual)}${others.map(choice)}</ul>
  </details>`
}
