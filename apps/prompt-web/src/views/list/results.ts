import { type Content, html, type Markup } from '@promptbin/html'
import type { Page, PromptSummary } from '@promptbin/prompts'
import { icon } from '@promptbin/styles'
import { filterChips } from '../filters/chips.ts'
import { exportAddress } from '../transfer/export-address.ts'
import { isNarrowed, type ListFilter, listAddress, wordsOf } from './list-filter.ts'
import { nothingFound } from './nothing-found.ts'
import { promptRow } from './prompt-row.ts'
import { sortMenu, sortOf } from './sort-menu.ts'

/** One page of a list, as it is shown. */
export interface Results {
  readonly filter: ListFilter
  readonly page: Page<PromptSummary>
  /** Set on the pages after the first one. */
  readonly cursor?: string | undefined
  readonly now: Date
}

const counted = new Intl.NumberFormat('en')

/** How many there are in words: "37 prompts match “tea”". */
export function countText({ filter, page: { total, corrected } }: Results): string {
  const number = counted.format(total.value) + (total.exact ? '' : '+')
  const isOne = total.value === 1 && total.exact
  const noun = isOne ? 'prompt' : 'prompts'
  const words = corrected ?? wordsOf(filter)
  return words === ''
    ? `${number} ${noun}`
    : `${number} ${noun} ${isOne ? 'matches' : 'match'} “${words}”`
}

/** Says that other words were looked for, as nothing has those that were written. */
function correction({ filter, page: { corrected } }: Results): Content {
  return (
    corrected !== undefined &&
    html`<p class="corrected">No prompt has “${wordsOf(filter)}”. Showing results for <b>${corrected}</b>.</p>`
  )
}

/** The rows of one page, and where the next page is: what "Show more" puts in its own place. */
export function resultRows({ filter, page, now }: Results): Markup {
  const next = page.nextCursor !== null && listAddress(filter, page.nextCursor)
  const options = { now, sort: sortOf(filter) }
  return html`${page.items.map((prompt) => promptRow(prompt, options))}${
    next &&
    html`<li class="more"><a class="button" href="${next}" hx-get="${next}" hx-target="closest li" hx-swap="outerHTML" hx-sync="this:drop">Show more</a></li>`
  }`
}

const selectAll = html`<label class="row-check select-all needs-script"><input type="checkbox" id="select-all" autocomplete="off"><span class="sr-only">Select all prompts on this page</span></label>`

/** What stands under the search field; a search as you type replaces it. */
export function results(content: Results): Markup {
  const { filter, page, cursor } = content
  const isEmpty = page.items.length === 0
  return html`<div class="results-head">
  ${!isEmpty && selectAll}
  <p id="count" role="status">${countText(content)}</p>
  ${filterChips(filter)}
  ${cursor !== undefined && html`<p><a href="${listAddress(filter)}">${icon('arrowLeft')} Back to the beginning</a></p>`}
  <div class="results-tools">
    <button class="button button-quiet button-small filters-open" type="button" popovertarget="filters">${icon('filter')} Filters</button>
    ${!isEmpty && isNarrowed(filter) && html`<a class="button button-quiet button-small" href="${exportAddress(filter)}">${icon('download')} Export<span class="sr-only"> these prompts</span></a>`}
    ${!isEmpty && sortMenu(filter)}
  </div>
</div>
${correction(content)}
${isEmpty ? nothingFound(filter) : html`<ol class="rows" id="rows">${resultRows(content)}</ol>`}`
}
