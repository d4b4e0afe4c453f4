import { type CheckReport, type HealthReport, listTroubles } from '@promptbin/health'
import { each, html, type Markup } from '@promptbin/html'
import { moment } from '@promptbin/styles'
import { getJson } from '../../../http/get-json.ts'
import type { Tone } from '../../advice/advice.ts'
import { badge } from '../../markup/badge.ts'
import { bytes, digits, percent } from '../../view/amounts.ts'

/** A page is not held up for longer by a service that does not answer. */
const patienceMs = 500

/** What a service says of itself; undefined when it does not in time. */
export async function askChecks(url: string): Promise<HealthReport['checks'] | undefined> {
  const { promise, resolve } = Promise.withResolvers<undefined>()
  const timer = setTimeout(resolve, patienceMs, undefined)
  const asked = getJson('/health', url).then(
    ({ body }) => (body as { checks?: HealthReport['checks'] } | undefined)?.checks,
    () => undefined,
  )
  const checks = await Promise.race([asked, promise])
  clearTimeout(timer)
  return checks
}

const tones: Readonly<Record<CheckReport['status'], Tone>> = {
  pass: 'good',
  warn: 'warn',
  fail: 'bad',
}

/** What a check saw, in units that people read. */
function observed(value: CheckReport['observedValue'], unit: string): string {
  if (value === undefined) return '–'
  if (typeof value !== 'number') return `${value} ${unit}`
  if (unit === 'bytes') return bytes(value)
  return unit === 'percent' ? percent(value) : `${digits(value)} ${unit}`
}

/** A table of checks, those that do not pass first. */
export function checksTable(checks: HealthReport['checks'], nowMs: number): Markup {
  const troubled = new Set(listTroubles(checks).map(({ check }) => check))
  const rows = Object.entries(checks)
    .flatMap(([name, reports]) => reports.map((report) => ({ name, ...report })))
    .toSorted((one, other) => Number(troubled.has(other.name)) - Number(troubled.has(one.name)))
  return html`<div class="table-frame" tabindex="0" role="region" aria-label="Health checks"><table class="grid">
  <thead><tr><th scope="col">Check</th><th scope="col">Result</th><th scope="col">Severity</th><th scope="col" class="number">Value</th><th scope="col">What it says</th><th scope="col">Looked at</th></tr></thead>
  <tbody>${each(
    rows,
    ({ name, status, severity, observedValue, observedUnit = '', output, time }) => html`<tr>
    <th scope="row"><code>${name}</code></th>
    <td>${badge(tones[status], status)}</td>
    <td>${severity}</td>
    <td class="number">${observed(observedValue, observedUnit)}</td>
    <td>${output ?? ''}</td>
    <td>${moment(time, new Date(nowMs))}</td>
  </tr>`,
  )}</tbody>
</table></div>`
}
