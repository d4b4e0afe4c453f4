import { type Content, html, type Markup } from '@promptbin/html'
import { type IconName, icon } from '@promptbin/styles'
import { type ListFilter, listAddress } from '../list/list-filter.ts'

const counted = new Intl.NumberFormat('en')

/** A way to a list, marked if it is the one that is shown. */
export function filterLink(options: {
  readonly to: ListFilter
  readonly isSet: boolean
  readonly text: Content
  readonly sign?: IconName
  readonly count?: number
}): Markup {
  const { to, isSet, text, sign, count } = options
  return html`<a class="filter" href="${listAddress(to)}"${isSet && html` aria-current="true"`}>${sign && icon(sign)}<span class="filter-name">${text}</span>${
    count !== undefined &&
    html`<span class="filter-count">${counted.format(count)}<span class="sr-only"> ${count === 1 ? 'prompt' : 'prompts'}</span></span>`
  }</a>`
}
