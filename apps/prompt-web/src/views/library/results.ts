import type { Page, PromptSummary } from '@promptbin/prompts'
import { type Content, html, type Markup } from '../markup/html.ts'
import { icon } from '../markup/icon.ts'
import { isNarrowed, type ListFilter, listAddress } from './list-filter.ts'
import { promptRow } from './prompt-row.ts'

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
export function countText({ filter, page: { total } }: Pick<Results, 'filter' | 'page'>): string {
  const number = counted.format(total.value) + (total.exact ? '' : '+')
  const isOne = total.value === 1 && total.exact
  const noun = isOne ? 'prompt' : 'prompts'
  if (!filter.q) return `${number} ${noun}`
  return `${number} ${noun} ${isOne ? 'matches' : 'match'} “${filter.q}”`
}

/** A filter that is set, leading to the list without it. */
function setFilter(filter: ListFilter, key: 'tag' | 'folder', name: string): Content {
  const value = filter[key]
  if (!value) return null
  const without = listAddress({ ...filter, [key]: undefined })
  return html`<a class="tag tag-set" href="${without}">${name}: ${value} ${icon('close')}<span class="sr-only"> (remove this filter)</span></a>`
}

/** The rows of one page, and where the next page is: what "Show more" puts in its own place. */
export function resultRows({ filter, page, now }: Results): Markup {
  const next = page.nextCursor !== null && listAddress(filter, page.nextCursor)
  return html`${page.items.map((prompt) => promptRow(prompt, now))}${
    next &&
    html`<li class="more"><a class="button" href="${next}" hx-get="${next}" hx-target="closest li" hx-swap="outerHTML" hx-sync="this:drop">Show more</a></li>`
  }`
}

function nothingFound({ filter }: Results): Markup {
  const title = filter.q ? `/prompts/new?title=${encodeURIComponent(filter.q)}` : '/prompts/new'
  return html`<div class="nothing">
    <p>No prompt has all of these words${(filter.tag || filter.folder) && ' within this filter'}. A search finds words in names, titles, descriptions, tags and texts; the last word may be only begun.</p>
    <p class="actions"><a class="button" href="/">Show all prompts</a> <a class="button button-quiet" href="${title}">${icon('plus')} Write this prompt</a></p>
  </div>`
}

/** What stands under the search field; a search as you type replaces it. */
export function results(content: Results): Markup {
  const { filter, page, cursor } = content
  const filters = [setFilter(filter, 'folder', 'Folder'), setFilter(filter, 'tag', 'Tag')]
  return html`<div class="results-head">
  <p id="count" role="status">${countText(content)}</p>
  ${isNarrowed(filter) && html`<p class="filters">${filters}</p>`}
  ${cursor !== undefined && html`<p><a href="${listAddress(filter)}">${icon('arrowLeft')} Back to the beginning</a></p>`}
</div>
${page.items.length === 0 ? nothingFound(content) : html`<ol class="rows" id="rows">${resultRows(content)}</ol>`}`
}
