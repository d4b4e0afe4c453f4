import { each, html, type Markup } from '@promptbin/html'
import type { OutputOf } from '@promptbin/operations'
import { icon, moment } from '@promptbin/styles'
import { operationButton } from '../../markup/operation-button.ts'
import { problemNote } from '../../markup/problem-note.ts'
import { bytes } from '../../view/amounts.ts'
import type { PageMaker } from '../page-maker.ts'

type Report = OutputOf<'list_reports'>['items'][number]

const place = '/reports'

/** Debug reports: those that are kept, and a button for another one. */
export const reportsPage: PageMaker = async ({ ask, view }) => {
  const answer = await ask('list_reports', {})
  return {
    title: 'Debug reports',
    place,
    body: html`<div class="page-head"><div><h1>Debug reports</h1><p class="fine">All that helps to find a fault in one archive: unpack it and open its index.html. Secrets are masked; look through it all the same before you send it. The same is had by <code>promptbin report</code>, also when nothing runs.</p></div>
${operationButton({ operation: 'create_report', input: {}, label: 'Make one now', kind: 'button-primary', goesTo: place })}</div>
${answer.isDone ? reportTable(answer.output.items, new Date(view.nowMs)) : problemNote(answer.problem)}`,
  }
}

function reportTable(items: readonly Report[], now: Date): Markup {
  if (items.length === 0) return html`<p class="nothing">There are none yet.</p>`
  return html`<div class="table-frame" tabindex="0" role="region" aria-label="Debug reports"><table class="grid">
  <thead><tr><th scope="col">Made</th><th scope="col" class="number">Size</th><th scope="col"><span class="sr-only">Actions</span></th></tr></thead>
  <tbody>${each(items, (item) => reportRow(item, now))}</tbody>
</table></div>`
}

function reportRow({ createdAt, bytes: size, url }: Report, now: Date): Markup {
  return html`<tr>
    <th scope="row">${moment(createdAt, now)}</th><td class="number">${bytes(size)}</td>
    <td class="row-actions"><a class="button button-small" href="${url}">${icon('download')}Download</a></td>
  </tr>`
}
