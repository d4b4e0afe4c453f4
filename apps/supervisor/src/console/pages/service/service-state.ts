import { each, html, type Markup } from '@promptbin/html'
import { moment } from '@promptbin/styles'
import { startReasons } from '../../../history/describe-event.ts'
import type { ProcessSnapshot } from '../../../supervision/service-control.ts'
import { processBadge } from '../../markup/badge.ts'
import type { View } from '../../view/view.ts'

/** The figures of a process that a row shows. */
const columns = [
  ['cpu', 'CPU'],
  ['memory', 'Memory'],
  ['heap', 'Heap'],
  ['lag', 'Loop lag'],
  ['active', 'In progress'],
  ['handled', 'Requests'],
] as const

/** The processes of a service, workers before spares. */
export function serviceState(view: View, name: string): Markup {
  const service = [...view.services, view.supervisor].find((one) => one.name === name)
  const processes = service ? [...service.workers, ...service.spares] : []
  if (processes.length === 0) return html`<p class="nothing">It has no process.</p>`
  return html`<div class="table-frame" tabindex="0" role="region" aria-label="Processes"><table class="grid">
  <thead><tr><th scope="col">Process</th><th scope="col">State</th><th scope="col" class="number">pid</th><th scope="col">Started</th>${columns.map(([, title]) => html`<th scope="col" class="number needs-script">${title}</th>`)}</tr></thead>
  <tbody>${each(processes, (one) => processRow(one, view))}</tbody>
</table></div>`
}

function processRow(one: ProcessSnapshot, { events, nowMs }: View): Markup {
  const { worker, processId, pid, state, startedAt } = one
  const start = events.findLast(
    (event) => event.type === 'started' && event.processId === processId,
  )
  const why = start?.type === 'started' ? startReasons[start.why] : ''
  return html`<tr>
    <th scope="row">${worker === null ? 'spare' : `worker ${worker}`}</th>
    <td>${processBadge(state)}</td>
    <td class="number">${pid ?? '–'}</td>
    <td>${startedAt === undefined ? '–' : moment(startedAt, new Date(nowMs))} <span class="fine">${why}</span></td>
    ${columns.map(([figure]) => html`<td class="number needs-script" data-figure="${processId}.${figure}">–</td>`)}
  </tr>`
}
