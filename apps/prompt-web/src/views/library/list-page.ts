import { page, type Site } from '../frame/page.ts'
import { searchField } from '../frame/search-field.ts'
import { type Content, html, type Markup } from '../markup/html.ts'
import { emptyLibrary } from './empty-library.ts'
import { isNarrowed } from './list-filter.ts'
import { type Results, results } from './results.ts'

/** The library: search, filters and rows, or how to begin where there are none. */
export function listPage(site: Site, content: Results, notice?: Content): Markup {
  const { filter, page: found, cursor } = content
  const isEmpty = found.items.length === 0 && !isNarrowed(filter) && cursor === undefined
  const title = filter.q ? `${filter.q}: search` : 'Library'
  if (isEmpty) {
    const body = html`${notice}${emptyLibrary(site)}`
    return page(site, { title, body, current: 'library', hasOwnSearch: true })
  }
  const body = html`${notice}<h1 class="sr-only">Library</h1>
${searchField({ size: 'large', q: filter.q ?? '', tag: filter.tag, folder: filter.folder })}
<section id="results" aria-label="Prompts">${results(content)}</section>`
  return page(site, { title, body, current: 'library', hasOwnSearch: true })
}
