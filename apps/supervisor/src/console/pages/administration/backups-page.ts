import { type Content, each, html, type Markup } from '@promptbin/html'
import type { OutputOf } from '@promptbin/operations'
import { moment } from '@promptbin/styles'
import { backupReasons } from '../../../history/describe-event.ts'
import { livePart } from '../../live/parts.ts'
import { badge } from '../../markup/badge.ts'
import { operationButton } from '../../markup/operation-button.ts'
import { problemNote } from '../../markup/problem-note.ts'
import { bytes, count } from '../../view/amounts.ts'
import type { PageMaker } from '../page-maker.ts'
import { drillSection } from './drill-section.ts'

type Backup = OutputOf<'list_backups'>['items'][number]

const place = '/backups'

/** The backups that there are, how far the next one is, and a button for one. */
export const backupsPage: PageMaker = async ({ ask, view }) => {
  const answer = await ask('list_backups', {})
  const drills = await ask('get_drill', {})
  const now = new Date(view.nowMs)
  return {
    title: 'Backups',
    place,
    body: html`<div class="page-head"><div><h1>Backups</h1><p class="fine">Copies of the library and the configuration, from which both can be brought back. The same is had by <code>promptbin backup</code>, also when nothing runs.</p></div>
${operationButton({ operation: 'create_backup', input: {}, label: 'Make one now', kind: 'button-primary', goesTo: place })}</div>
${livePart('backups', view)}
${answer.isDone ? backupTable(answer.output.items, now) : problemNote(answer.problem)}
${drills.isDone && drillSection(drills.output, now)}`,
  }
}

function backupTable(items: readonly Backup[], now: Date): Markup {
  if (items.length === 0) return html`<p class="nothing">There are none yet.</p>`
  return html`<div class="table-frame" tabindex="0" role="region" aria-label="Backups"><table class="grid">
  <thead><tr><th scope="col">Made</th><th scope="col">Name</th><th scope="col">Why</th><th scope="col" class="number">Prompts</th><th scope="col" class="number">Size</th><th scope="col">State</th><th scope="col"><span class="sr-only">Actions</span></th></tr></thead>
  <tbody>${each(items, (item) => backupRow(item, now))}</tbody>
</table></div>`
}

function backupRow(item: Backup, now: Date): Markup {
  const { id, createdAt, reason, rows, fault } = item
  return html`<tr>
    <th scope="row">${moment(createdAt, now)}</th><td><code>${id}</code></td><td>${reason === null ? '–' : `one ${backupReasons[reason]}`}</td>
    <td class="number">${count(rows?.['prompt'])}</td><td class="number">${bytes(item.bytes)}</td><td>${state(item)}</td>
    <td class="row-actions">${operationButton({ operation: 'verify_backup', input: { id }, label: 'Verify', kind: 'button-small' })} ${fault === null && operationButton({ operation: 'restore_backup', input: { backup: id }, label: 'Restore', kind: 'button-small button-danger', goesTo: place })}</td>
  </tr>`
}

function state({ fault, encryption }: Backup): Content {
  if (fault !== null) return html`${badge('bad', 'damaged')} ${fault}`
  return encryption === 'age' ? badge('good', 'encrypted') : badge('good', 'good')
}
