import { html, type Markup } from '@promptbin/html'
import type { Group } from '@promptbin/prompt-store'
import { isNarrowed, type ListFilter } from '../list/list-filter.ts'
import { filterLink } from './filter-link.ts'
import { folderTree } from './folder-tree.ts'
import { labelFilters } from './label-filters.ts'
import { tagFilters } from './tag-filters.ts'

/** What a list can be narrowed to. */
export interface Groups {
  readonly folders: readonly Group[]
  readonly tags: readonly Group[]
  readonly labels: readonly Group[]
}

/**
 * What a list can be narrowed to, in a column beside it; where there is no room for one, a button
 * opens it. A filter that is set leads to the list without it.
 */
export function filterNav(filter: ListFilter, { folders, tags, labels }: Groups): Markup {
  const { favourite, sort } = filter
  const all = {
    to: { sort },
    isSet: !isNarrowed(filter),
    text: 'All prompts',
    sign: 'library',
  } as const
  const starred = {
    to: { ...filter, favourite: favourite ? undefined : true },
    isSet: favourite === true,
    text: 'Favourites',
    sign: 'star',
  } as const
  return html`<nav id="filters" class="filters" aria-label="Filters" popover>
  <ul><li>${filterLink(all)}</li><li>${filterLink(starred)}</li></ul>
  <h2 class="filters-title">Folders</h2>
  ${folderTree(filter, folders)}
  ${labelFilters(filter, labels)}
  ${tagFilters(filter, tags)}
  <button class="button filters-close" type="button" popovertarget="filters" popovertargetaction="hide">Close</button>
</nav>`
}
