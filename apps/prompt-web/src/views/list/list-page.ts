import { type Content, html, type Markup } from '@promptbin/html'
import { batchBar } from '../batch/batch-bar.ts'
import { filterNav, type Groups } from '../filters/filter-nav.ts'
import { page, type Site } from '../frame/page.ts'
import { searchField } from '../frame/search-field.ts'
import { emptyLibrary } from '../welcome/empty-library.ts'
import { filterFields, isNarrowed, wordsOf } from './list-filter.ts'
import { type Results, results } from './results.ts'

/** A list as a whole page. */
export interface ListContent extends Results {
  readonly groups: Groups
  /** What was just done. */
  readonly notice?: Content
}

/** The library: search, filters and rows, or how to begin where there are none. */
export function listPage(site: Site, content: ListContent): Markup {
  const { filter, page: found, cursor, groups, notice } = content
  const isEmpty = found.items.length === 0 && !isNarrowed(filter) && cursor === undefined
  const words = wordsOf(filter)
  const title = words === '' ? 'Library' : `${words}: search`
  if (isEmpty) {
    const body = html`${notice}${emptyLibrary(site)}`
    return page(site, { title, body, current: 'library', hasOwnSearch: true })
  }
  const kept = filterFields({ ...filter, q: undefined })
  const body = html`<h1 class="sr-only">Library</h1>
<div class="library">
  ${filterNav(filter, groups)}
  <div class="library-main">
    ${notice}${searchField({ size: 'large', q: filter.q ?? '', kept })}
    <section id="results" aria-label="Prompts">${results(content)}</section>
    ${batchBar(groups)}
  </div>
</div>`
  return page(site, { title, body, current: 'library', hasOwnSearch: true })
}
