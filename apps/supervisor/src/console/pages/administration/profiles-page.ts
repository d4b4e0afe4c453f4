import { type Content, each, html, type Markup } from '@promptbin/html'
import type { OutputOf } from '@promptbin/operations'
import { icon, moment } from '@promptbin/styles'
import { operationButton } from '../../markup/operation-button.ts'
import { problemNote } from '../../markup/problem-note.ts'
import { bytes } from '../../view/amounts.ts'
import { operationForm } from '../operations/operation-form.ts'
import type { PageMaker, PageRequest } from '../page-maker.ts'

type Profile = OutputOf<'list_profiles'>['items'][number]

/** What processes spend their time and memory on: recordings, and a form for another one. */
export const profilesPage: PageMaker = async (request) => ({
  title: 'Profiles',
  place: '/profiles',
  body: html`<div class="page-head"><div><h1>Profiles</h1><p class="fine">What a running process spends its time or its memory on.</p></div></div>
${request.source.takenConfig().monitoring.enableProfiling ? await profiles(request) : switchedOff}`,
})

const switchedOff = html`<div class="notice">${icon('info')}<div><p><strong>Profiling is off.</strong> Whoever may reach this console could take and download profiles, so it is switched on only while it is needed.</p><p class="actions"><a class="button" href="/configuration?key=monitoring.enable_profiling">Switch it on</a></p></div></div>`

async function profiles({ ask, view }: PageRequest): Promise<Content> {
  const answer = await ask('list_profiles', {})
  return html`${answer.isDone ? profileTable(answer.output.items, new Date(view.nowMs)) : problemNote(answer.problem)}
<section aria-labelledby="new-title" class="narrow-section">
  <h2 class="section-title" id="new-title">Another one</h2>
  ${operationForm({ operation: 'take_profile', view, label: 'Record' })}
</section>`
}

function profileTable(items: readonly Profile[], now: Date): Markup {
  if (items.length === 0) return html`<p class="nothing">There are none yet.</p>`
  return html`<div class="table-frame" tabindex="0" role="region" aria-label="Profiles"><table class="grid">
  <thead><tr><th scope="col">Taken</th><th scope="col">Kind</th><th scope="col">Of</th><th scope="col" class="number">Length</th><th scope="col" class="number">Size</th><th scope="col"><span class="sr-only">Actions</span></th></tr></thead>
  <tbody>${each(items, (item) => profileRow(item, now))}</tbody>
</table></div>`
}

function profileRow(item: Profile, now: Date): Markup {
  const { id, kind, service, processId, seconds, takenAt, url, flameUrl } = item
  return html`<tr>
    <th scope="row">${moment(takenAt, now)}</th><td>${kind}</td><td>${service}, process ${processId}</td>
    <td class="number">${seconds === null ? '–' : `${seconds} s`}</td><td class="number">${bytes(item.bytes)}</td>
    <td class="row-actions">${flameUrl !== null && html`<a class="button button-small" href="${flameUrl}">${icon('flame')}Flame graph</a> `}<a class="button button-small" href="${url}">${icon('download')}Download</a> ${operationButton({ operation: 'delete_profile', input: { id }, label: 'Remove', kind: 'button-small button-danger' })}</td>
  </tr>`
}
