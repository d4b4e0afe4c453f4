import { type Content, each, html, type Markup } from '@promptbin/html'
import { moment } from '@promptbin/styles'
import type { GroupItem } from '../../../errors-stream/describe-group.ts'
import { type GroupState, groupStates } from '../../../errors-stream/groups/judge-trend.ts'
import type { Tone } from '../../advice/advice.ts'
import { address } from '../../markup/address.ts'
import { badge } from '../../markup/badge.ts'
import { sparkline } from '../../markup/charts/sparkline.ts'
import { chosenWord, filterForm, selectField } from '../../markup/filters.ts'
import { count } from '../../view/amounts.ts'
import type { PageMaker, PageRequest } from '../page-maker.ts'

const shown = 100
const minutesShown = 60

const tones: Readonly<Record<GroupState, Tone | 'idle'>> = {
  new: 'warn',
  rising: 'bad',
  ongoing: 'warn',
  resolved: 'idle',
}

/** The state of a group of errors. */
export const groupBadge = (state: GroupState) => badge(tones[state], state)

/** Errors of all services, alike ones together, those seen last first. */
export const errorsPage: PageMaker = (request) => {
  const { view, query } = request
  const services = [...view.services, view.supervisor].map(({ name }) => name)
  const service = chosenWord(query, 'service', services)
  const state = chosenWord(query, 'state', groupStates)
  const groups = view.errors.filter(
    (group) =>
      (service === undefined || group.services.some((one) => one.service === service)) &&
      (state === undefined || group.state === state),
  )
  const filters = html`${selectField('service', 'Service', services, service ?? null)}${selectField('state', 'State', groupStates, state ?? null)}`
  return {
    title: 'Errors',
    place: '/errors',
    body: html`<div class="page-head"><div><h1>Errors</h1><p class="fine">Alike ones are one group, whichever service reports them.</p></div></div>
${filterForm('/errors', filters)}
${
  groups.length === 0
    ? html`<p class="nothing">There are none.</p>`
    : html`<ul class="groups">${each(groups.slice(0, shown), (group) => groupRow(group, request))}</ul>`
}`,
  }
}

function groupRow(group: GroupItem, request: PageRequest): Markup {
  const { fingerprint, code, type, message, services, requestId, lastSeen, firstSeen } = group
  const now = new Date(request.view.nowMs)
  return html`<li class="group">
    <div>
      <h2><a href="/errors/${fingerprint}">${code ?? type}</a> ${groupBadge(group.state)}</h2>
      <p>${message}</p>
      <p class="fine">${services.map((one) => `${one.service} ${count(one.count)}`).join(', ')} · first ${moment(firstSeen, now)}, last ${moment(lastSeen, now)}${requestId !== null && html` · <a href="${address('/logs', { request: requestId })}">log of the last request</a>`}</p>
    </div>
    ${trend(group, request)}
  </li>`
}

/** How often, in the last hour and in all. */
export function trend(group: GroupItem, { source, view }: PageRequest): Content {
  const known = source.errors.groups.get(group.fingerprint)
  const minutes = Array.from({ length: minutesShown }, (_, at) => {
    const ago = minutesShown - 1 - at
    return known?.minutes.sum(view.nowMs, ago, ago) ?? 0
  })
  const inHour = minutes.reduce((sum, one) => sum + one, 0)
  return html`<div class="trend">${sparkline(minutes, `${inHour} in the last hour`)}<p><strong>${count(group.count)}</strong> <span class="fine">in all, ${count(inHour)} in the last hour</span></p></div>`
}
