import { type Content, html } from '@promptbin/html'
import type { Group } from '@promptbin/prompt-store'
import type { ListFilter } from '../list/list-filter.ts'
import { filterLink } from './filter-link.ts'

/** As many tags as stand there at once, and as many as a person would look through. */
const shownTags = 8
const listedTags = 200

/** The tags in use, the most used first; more of them unfold. */
export function tagFilters(filter: ListFilter, tags: readonly Group[]): Content {
  if (tags.length === 0) return null
  const item = ({ name, prompts }: Group) => {
    const isSet = filter.tag === name
    const to = { ...filter, tag: isSet ? undefined : name }
    return html`<li>${filterLink({ to, isSet, text: name, count: prompts })}</li>`
  }
  const isShown = ({ name }: Group, at: number) => at < shownTags || name === filter.tag
  const first = tags.filter(isShown)
  const rest = tags.filter((tag, at) => !isShown(tag, at)).slice(0, listedTags)
  return html`<h2 class="filters-title">Tags</h2>
  <ul>${first.map(item)}</ul>
  ${rest.length > 0 && html`<details class="filters-rest"><summary>${rest.length} more tags</summary><ul>${rest.map(item)}</ul></details>`}`
}
