import { type Content, each, html, type Markup } from '@promptbin/html'
import type { OutputOf } from '@promptbin/operations'
import { icon } from '@promptbin/styles'
import type { Tone } from '../../advice/advice.ts'
import { address } from '../../markup/address.ts'
import { badge } from '../../markup/badge.ts'
import { chosenWord, filterForm, selectField, textField } from '../../markup/filters.ts'
import { problemNote } from '../../markup/problem-note.ts'
import type { PageMaker, PageRequest } from '../page-maker.ts'

type AuditItem = OutputOf<'list_audit'>['items'][number]

const outcomes = ['intended', 'done', 'refused', 'failed'] as const

const tones: Readonly<Record<string, Tone | 'idle'>> = {
  intended: 'idle',
  done: 'good',
  refused: 'warn',
  failed: 'bad',
}

/** Who changed what, when and from where; and whether the trail is whole. */
export const auditPage: PageMaker = async (request) => {
  const { ask, query } = request
  const outcome = chosenWord(query, 'outcome', outcomes)
  const actor = query.get('actor')?.trim() || undefined
  const action = query.get('action')?.trim() || undefined
  const cursor = query.get('cursor') ?? undefined
  const filter = { ...(actor && { actor }), ...(action && { action }), ...(outcome && { outcome }) }
  const answer = await ask('list_audit', { ...filter, ...(cursor && { cursor }) })
  const filters = html`${textField('actor', 'Who', actor ?? '')}${textField('action', 'What', action ?? '', 'such as service.restart')}${selectField('outcome', 'Outcome', outcomes, outcome ?? null)}`
  return {
    title: 'Audit',
    place: '/audit',
    body: html`<div class="page-head"><div><h1>Audit</h1><p class="fine">Who changed what, when and from where. Each record carries the hash of the one before, so none can be altered unseen.</p></div>
  <div class="actions"><a class="button" href="/audit?verify">${icon('shield')}Check the trail</a></div></div>
${query.has('verify') && (await verdict(request))}
${filterForm('/audit', filters)}
${answer.isDone ? auditTable(answer.output.items) : problemNote(answer.problem)}
${answer.isDone && answer.output.nextCursor !== null && html`<p class="actions"><a class="button" href="/audit?${String(new URLSearchParams({ ...filter, cursor: answer.output.nextCursor }))}">Older ones</a></p>`}`,
  }
}

async function verdict({ ask }: PageRequest): Promise<Content> {
  const answer = await ask('verify_audit', {})
  if (!answer.isDone) return problemNote(answer.problem)
  const { valid, records, firstBad, reason } = answer.output
  return valid
    ? html`<div class="notice notice-good" role="status">${icon('check')}<p>All ${records} records are as they were written.</p></div>`
    : html`<div class="notice notice-bad" role="alert">${icon('alert')}<p><strong>Record ${firstBad} is not as it was written.</strong> ${reason} Keep a copy of the data folder, and compare with a backup.</p></div>`
}

function auditTable(items: readonly AuditItem[]): Markup {
  if (items.length === 0) return html`<p class="nothing">There are no such records.</p>`
  return html`<div class="table-frame" tabindex="0" role="region" aria-label="Records"><table class="grid">
  <thead><tr><th scope="col" class="number">No.</th><th scope="col">When</th><th scope="col">Who</th><th scope="col">What</th><th scope="col">To what</th><th scope="col">Outcome</th><th scope="col">From</th><th scope="col">Before and after</th></tr></thead>
  <tbody>${each(items, auditRow)}</tbody>
</table></div>`
}

function auditRow(item: AuditItem): Markup {
  const { seq, at, actor, action, target, outcome, before, after } = item
  const {
    face = '',
    address: from = '',
    requestId = '',
  } = item as unknown as Record<string, string>
  return html`<tr>
    <td class="number">${seq}</td>
    <td><time datetime="${at}" title="${at}">${at.slice(0, 19).replace('T', ' ')}</time></td>
    <td>${actor}</td><td><code>${action}</code></td><td>${target ?? ''}</td>
    <td>${badge(tones[outcome] ?? 'idle', outcome)}</td>
    <td>${requestId === '' ? face : html`<a href="${address('/logs', { request: requestId })}">${face}</a>`} <span class="fine">${from}</span></td>
    <td class="wide">${change(before, after)}</td>
  </tr>`
}

function change(before: unknown, after: unknown): Content {
  const text = (value: unknown) =>
    value === null || value === undefined ? '' : JSON.stringify(value)
  const [from, to] = [text(before), text(after)]
  if (from === '' && to === '') return ''
  return html`${from !== '' && html`<del>${from}</del> `}${to !== '' && html`<ins>${to}</ins>`}`
}
