import { type Content, each, html, type Markup } from '@promptbin/html'
import type { OutputOf } from '@promptbin/operations'
import { moment } from '@promptbin/styles'
import type { Tone } from '../../advice/advice.ts'
import { badge } from '../../markup/badge.ts'
import { operationButton } from '../../markup/operation-button.ts'
import { problemNote } from '../../markup/problem-note.ts'
import type { PageMaker } from '../page-maker.ts'

type Diagnosis = OutputOf<'run_diagnostics'>
type Finding = Diagnosis['findings'][number]
type Check = Diagnosis['checks'][number]

/** What a look at everything has found last, what to do about it, and a button for another look. */
export const diagnosticsPage: PageMaker = async ({ ask, view }) => {
  const answer = await ask('get_diagnostics', {})
  return {
    title: 'Diagnostics',
    place: '/diagnostics',
    body: html`<div class="page-head"><div><h1>Diagnostics</h1><p class="fine">Everything that PromptBin needs, looked at anew in 10 s at most. The same is had by <code>promptbin doctor</code>, also when nothing runs; <code>--fix</code> puts right what is safe.</p></div>
${operationButton({ operation: 'run_diagnostics', input: {}, label: 'Look now', kind: 'button-primary', goesTo: '/diagnostics' })}</div>
${answer.isDone ? lastDiagnosis(answer.output.diagnosis, new Date(view.nowMs)) : problemNote(answer.problem)}`,
  }
}

function lastDiagnosis(diagnosis: Diagnosis | null, now: Date): Content {
  if (diagnosis === null) return html`<p class="nothing">Nothing was looked at yet.</p>`
  const { at, findings, checks } = diagnosis
  return html`<section aria-labelledby="findings-title">
  <h2 class="section-title" id="findings-title">What was found ${moment(at, now)}</h2>
  ${findings.length === 0 ? html`<p class="nothing">Nothing is amiss.</p>` : findingTable(findings)}
</section>
<section aria-labelledby="checks-title">
  <h2 class="section-title" id="checks-title">What was looked at</h2>
  ${checkTable(checks, findings)}
</section>`
}

const tones: Readonly<Record<Finding['severity'], Tone | 'idle'>> = {
  info: 'idle',
  warning: 'warn',
  error: 'bad',
  critical: 'bad',
}

function findingTable(findings: readonly Finding[]): Markup {
  return html`<div class="table-frame" tabindex="0" role="region" aria-label="Findings"><table class="grid">
  <thead><tr><th scope="col">Check</th><th scope="col">Severity</th><th scope="col">What was seen</th><th scope="col">What to do</th></tr></thead>
  <tbody>${each(
    findings,
    ({ check, severity, evidence, fix, fixable }) => html`<tr>
    <th scope="row"><code>${check}</code></th>
    <td>${badge(tones[severity], severity)}</td>
    <td class="wide">${evidence}</td>
    <td class="wide">${fix}${fixable && html` <span class="fine">promptbin doctor --fix can do it.</span>`}</td>
  </tr>`,
  )}</tbody>
</table></div>`
}

const outcomeTones: Readonly<Record<Exclude<Check['outcome'], 'found'>, Tone | 'idle'>> = {
  passed: 'good',
  skipped: 'idle',
  unfinished: 'warn',
}

/** What a check has found is as bad as the worst of it, which stands first. */
function toneOf({ check, outcome }: Check, findings: readonly Finding[]): Tone | 'idle' {
  if (outcome !== 'found') return outcomeTones[outcome]
  const worst = findings.find((finding) => finding.check === check)
  return worst === undefined ? 'bad' : tones[worst.severity]
}

function checkTable(checks: readonly Check[], findings: readonly Finding[]): Markup {
  return html`<div class="table-frame" tabindex="0" role="region" aria-label="Checks"><table class="grid">
  <thead><tr><th scope="col">Check</th><th scope="col">Result</th><th scope="col">Looks at</th><th scope="col">What it saw</th><th scope="col" class="number">Took</th></tr></thead>
  <tbody>${each(
    checks,
    (one) => html`<tr>
    <th scope="row"><code>${one.check}</code></th>
    <td>${badge(toneOf(one, findings), one.outcome)}</td>
    <td class="wide">${one.title}</td>
    <td class="wide">${one.observed ?? ''}</td>
    <td class="number">${one.durationMs} ms</td>
  </tr>`,
  )}</tbody>
</table></div>`
}
