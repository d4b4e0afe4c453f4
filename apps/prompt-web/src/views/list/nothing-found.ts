import { type Content, html, type Markup } from '@promptbin/html'
import { icon } from '@promptbin/styles'
import { isNarrowed, type ListFilter, listAddress, wordsOf } from './list-filter.ts'

/** What to try where a search or a filter found nothing. */
export function nothingFound(filter: ListFilter): Markup {
  const words = wordsOf(filter)
  const isFiltered = isNarrowed({ ...filter, q: undefined }) || words !== (filter.q ?? '').trim()
  const wider: Content =
    isFiltered &&
    words !== '' &&
    html`<a class="button button-primary" href="${listAddress({ q: words })}">${icon('search')} Search the whole library</a>`
  const title = words === '' ? '/prompts/new' : `/prompts/new?title=${encodeURIComponent(words)}`
  return html`<div class="nothing">
    <p class="nothing-title">${words === '' ? 'Nothing here yet' : 'Nothing has all of these words'}${isFiltered && words !== '' && ' within these filters'}</p>
    <p>${
      words === ''
        ? 'No prompt fits these filters. Remove one of them above, or choose another.'
        : 'A search finds words in names, titles, descriptions, tags and texts. Try fewer words, or only the beginning of the last one.'
    }</p>
    <p class="actions">${wider}<a class="button" href="/">Show all prompts</a> <a class="button button-quiet" href="${title}">${icon('plus')} Write ${words === '' ? 'a' : 'this'} prompt</a></p>
  </div>`
}
