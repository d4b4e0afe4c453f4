import { type Content, html } from '@promptbin/html'
import type { Group } from '@promptbin/prompt-store'
import type { ListFilter } from '../list/list-filter.ts'
import { filterLink } from './filter-link.ts'

/** The labels that most libraries have; they stand there before they are used. */
const usualLabels = ['production', 'staging']

/** As many labels as stand there at once, and as many as a person would look through. */
const shownLabels = 6
const listedLabels = 200

/** The usual labels first, then the others in use; more of them unfold. */
export function labelFilters(filter: ListFilter, labels: readonly Group[]): Content {
  const counts = new Map(labels.map(({ name, prompts }) => [name, prompts]))
  const always = [...usualLabels, ...(filter.label ? [filter.label] : [])]
  const names = [...new Set([...always, ...counts.keys()])]
  const item = (name: string) => {
    const isSet = filter.label === name
    const to = { ...filter, label: isSet ? undefined : name }
    const count = counts.get(name) ?? 0
    return html`<li>${filterLink({ to, isSet, text: name, sign: 'label', count })}</li>`
  }
  const rest = names.slice(shownLabels, shownLabels + listedLabels)
  return html`<h2 class="filters-title">Labels</h2>
  <ul>${names.slice(0, shownLabels).map(item)}</ul>
  ${rest.length > 0 && html`<details class="filters-rest"><summary>${rest.length} more labels</summary><ul>${rest.map(item)}</ul></details>`}`
}
