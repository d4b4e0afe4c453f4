import { type Content, html, type Markup } from '@promptbin/html'
import type { Total } from '@promptbin/prompts'
import { icon } from '@promptbin/styles'
import { filterChips } from '../filters/chips.ts'
import { page, type Site } from '../frame/page.ts'
import {
  filterFields,
  isNarrowed,
  type ListFilter,
  listAddress,
  wordsOf,
} from '../list/list-filter.ts'
import { exportAddress } from './export-address.ts'
import { exportChoices } from './formats.ts'

/** What would be exported. */
export interface ExportContent {
  readonly filter: ListFilter
  readonly total: Total
  /** More than one file may hold. */
  readonly isTooMany: boolean
}

const number = new Intl.NumberFormat('en')

function prompts({ value, exact }: Total): string {
  return `${number.format(value)}${exact ? '' : '+'} ${value === 1 && exact ? 'prompt' : 'prompts'}`
}

function scope({ filter, total, isTooMany }: ExportContent): Content {
  if (!isNarrowed(filter)) {
    return html`<div class="export-scope"><p><b>The whole library</b>, ${prompts(total)}. To export only some, <a href="/">search or filter the library</a> and choose Export there, or select them.</p></div>`
  }
  const words = wordsOf(filter)
  const chips = filterChips(filter, exportAddress)
  return html`<div class="export-scope"><p><b>${prompts(total)}</b>${words !== '' && html` with “${words}”`} ${chips && 'with these filters:'}</p>${chips}<p class="fine"><a href="${listAddress(filter)}">See them</a> or <a href="/export">export the whole library</a>.</p></div>
  ${isTooMany && html`<p class="notice notice-warn">${icon('alert')}<span>These are more than fit into one file by a search. Narrow it further, or export the whole library.</span></p>`}`
}

const formats = exportChoices.map(
  ({ format, name, about }, at) =>
    html`<label class="export-format"><input type="radio" name="format" value="${format}"${at === 0 && html` checked`}><span><b>${name}</b><span class="fine">${about}</span></span></label>`,
)

/** Export: what, as what, and a button. The whole library comes from REST, as any program has it. */
export function exportPage(site: Site, content: ExportContent): Markup {
  const { filter, total, isTooMany } = content
  const isNothing = total.value === 0 || isTooMany
  const action = isNarrowed(filter) ? '/export/file' : '/api/v1/export'
  const body = html`<div class="page-head">
  <h1>Export</h1>
  <p class="lead">Take your prompts with you as a file, at any time.</p>
</div>
<form class="narrow export" action="${action}" method="get">
  ${scope(content)}
  ${filterFields({ ...filter, sort: undefined }).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
  <fieldset class="card export-formats"><legend class="sr-only">Format</legend>${formats}</fieldset>
  <p class="actions"><button class="button button-primary" type="submit"${isNothing && html` disabled`}>${icon('download')} Download</button></p>
</form>`
  return page(site, { title: 'Export', body, current: 'export' })
}
