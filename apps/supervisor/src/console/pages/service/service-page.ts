import { type Content, html } from '@promptbin/html'
import { serviceUnknown } from '../../../errors.ts'
import type { LifecycleEventType } from '../../../supervision/lifecycle-event.ts'
import { livePart } from '../../live/parts.ts'
import { address } from '../../markup/address.ts'
import { badge } from '../../markup/badge.ts'
import { chart, rangeChoice } from '../../markup/charts/chart.ts'
import { eventList } from '../../markup/event-list.ts'
import { operationButton } from '../../markup/operation-button.ts'
import { type ServiceView, serviceStates } from '../../view/service-view.ts'
import type { PageMaker, PageRequest } from '../page-maker.ts'
import { askChecks, checksTable } from './health-checks.ts'
import { limitsOf } from './limits.ts'

/** So many of its failures and decisions are shown. */
const failuresShown = 20

const decisive: ReadonlySet<LifecycleEventType> = new Set([
  'exited',
  'restart-decided',
  'paused',
  'limit',
  'reload-finished',
])

/** One service: what it does, its processes, what failed and what was decided, its limits and checks. */
export const servicePage: PageMaker = async (request) => {
  const { view, params } = request
  const name = params['service'] ?? ''
  const service = [...view.services, view.supervisor].find((one) => one.name === name)
  if (!service) throw serviceUnknown(name, view.services.map((one) => one.name).join(', '))
  const { text, tone } = serviceStates[service.state]
  return {
    title: name,
    place: `/services/${name}`,
    hasFigures: true,
    body: html`<div class="page-head"><div><h1>${name}</h1><p class="fine links">${badge(tone, text)}<a href="${address('/logs', { service: name })}">log</a><a href="${address('/errors', { service: name })}">errors</a><a href="${address('/events', { service: name })}">events</a><code>${service.url}</code></p></div>
  <div class="actions">${name !== 'supervisor' && buttons(service)}</div></div>
<section aria-labelledby="processes-title">
  <h2 class="section-title" id="processes-title">Processes</h2>
  ${livePart(`service:${name}`, view)}
</section>
<section class="needs-script" aria-labelledby="charts-title">
  <div class="section-head"><h2 class="section-title" id="charts-title">What it does</h2>${rangeChoice}</div>
  <div class="charts">${charts(name)}</div>
</section>
${await facts(service, request)}`,
  }
}

function buttons({ name, state, workers }: ServiceView): Content {
  const input = { service: name }
  if (state === 'stopped') {
    return operationButton({
      operation: 'start_service',
      input,
      label: 'Start',
      kind: 'button-primary',
    })
  }
  const scale = (by: number, label: Content) =>
    operationButton({
      operation: 'scale_service',
      input: { ...input, workers: Math.max(0, workers.length + by) },
      label,
    })
  return [
    scale(1, 'One worker more'),
    workers.length > 1 && scale(-1, 'One worker less'),
    operationButton({ operation: 'reload_service', input, label: 'Reload' }),
    operationButton({ operation: 'restart_service', input, label: 'Restart' }),
    operationButton({ operation: 'stop_service', input, label: 'Stop', kind: 'button-danger' }),
  ]
}

const charts = (service: string) => [
  chart({ title: 'Requests', series: ['requests_per_second'], unit: '1/s', service }),
  chart({ title: 'Errors', series: ['error_ratio'], unit: 'ratio', service }),
  chart({ title: 'Latency', series: ['latency_p50', 'latency_p95'], unit: 's', service }),
  chart({ title: 'CPU', series: ['cpu_percent'], unit: '%', service }),
  chart({ title: 'Memory', series: ['memory_bytes'], unit: 'bytes', service }),
  chart({ title: 'Event loop lag', series: ['loop_lag'], unit: 's', service }),
]

async function facts(service: ServiceView, { view, source }: PageRequest): Promise<Content> {
  const { name, reason } = service
  const failures = view.events.filter((event) => event.service === name && decisive.has(event.type))
  const ownChecks = Object.fromEntries(
    Object.entries(view.report.checks).filter(
      ([check]) => name === 'supervisor' || check.startsWith(`${name}:`),
    ),
  )
  const told = name === 'supervisor' ? {} : await askChecks(service.url)
  return html`<div class="pair">
<section aria-labelledby="failures-title">
  <h2 class="section-title" id="failures-title">Ends and decisions</h2>
  ${reason !== undefined && html`<p class="lead-line">${reason}</p>`}
  ${eventList(failures.slice(-failuresShown).reverse())}
</section>
<section aria-labelledby="limits-title">
  <h2 class="section-title" id="limits-title">Limits</h2>
  <dl class="facts">${limitsOf(name, source.takenConfig()).map(
    ({ title, value, key }) =>
      html`<div><dt><a href="${address('/configuration', { key })}">${title}</a></dt><dd>${value}</dd></div>`,
  )}</dl>
</section>
</div>
<section aria-labelledby="health">
  <h2 class="section-title" id="health">Health</h2>
  ${told === undefined && html`<p class="lead-line">It does not tell of itself just now; this is what the supervisor sees.</p>`}
  ${checksTable({ ...ownChecks, ...told }, view.nowMs)}
</section>`
}
