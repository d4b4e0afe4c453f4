import { each, html, type Markup } from '@promptbin/html'
import { moment } from '@promptbin/styles'
import { type ServiceView, serviceStates } from '../view/service-view.ts'
import type { View } from '../view/view.ts'
import { badge } from './badge.ts'
import { operationButton } from './operation-button.ts'

/** The figures that a row shows: under which name, and what its column is called. */
const columns = [
  ['cpu_percent', 'CPU'],
  ['memory_bytes', 'Memory'],
  ['loop_lag', 'Loop lag'],
  ['requests_per_second', 'Requests'],
  ['errors_per_second', 'Errors'],
  ['latency_p50', 'p50'],
  ['latency_p95', 'p95'],
] as const

/** The services with what each does just now. The numbers are put in by the script as they come. */
export function servicesTable({ services, supervisor, nowMs }: View): Markup {
  return html`<div class="table-frame" tabindex="0" role="region" aria-label="Services"><table class="grid dense">
  <thead><tr><th scope="col">Service</th><th scope="col">State</th><th scope="col">Workers</th><th scope="col">Up since</th><th scope="col" class="number">Restarts</th>${columns.map(([, title]) => html`<th scope="col" class="number needs-script">${title}</th>`)}<th scope="col"><span class="sr-only">Actions</span></th></tr></thead>
  <tbody>${each([...services, supervisor], (service) => serviceRow(service, nowMs))}</tbody>
</table></div>`
}

function serviceRow(service: ServiceView, nowMs: number): Markup {
  const { name, state, workers, spares, restarts } = service
  const ready = workers.filter((one) => one.state === 'ready').length
  const { text, tone } = serviceStates[state]
  const spareNote = spares.length > 0 && ` + ${spares.length} spare`
  const startedAt = workers.find(({ state: one }) => one === 'ready')?.startedAt
  return html`<tr>
    <th scope="row"><a href="/services/${name}">${name}</a></th>
    <td>${badge(tone, text)}</td>
    <td>${ready} of ${workers.length}${spareNote}</td>
    <td>${startedAt === undefined ? '–' : moment(startedAt, new Date(nowMs))}</td>
    <td class="number">${restarts}</td>
    ${columns.map(([figure]) => html`<td class="number needs-script" data-figure="${name}.${figure}">–</td>`)}
    <td class="row-actions">${
      name !== 'supervisor' && [
        operationButton({
          operation: 'reload_service',
          input: { service: name },
          label: html`Reload<span class="sr-only"> ${name}</span>`,
          kind: 'button-small',
        }),
        operationButton({
          operation: 'restart_service',
          input: { service: name },
          label: html`Restart<span class="sr-only"> ${name}</span>`,
          kind: 'button-small',
        }),
      ]
    }</td>
  </tr>`
}
