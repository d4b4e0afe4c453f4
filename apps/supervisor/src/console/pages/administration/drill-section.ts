import { type Content, each, html, type Markup } from '@promptbin/html'
import type { OutputOf } from '@promptbin/operations'
import { moment } from '@promptbin/styles'
import { badge } from '../../markup/badge.ts'
import { operationButton } from '../../markup/operation-button.ts'

type Drills = OutputOf<'get_drill'>

/** How the last restore for practice went, and a button for another. */
export function drillSection({ last, fault }: Drills, now: Date): Markup {
  return html`<section><div class="page-head"><h2>Restored for practice</h2>
${operationButton({ operation: 'run_drill', input: {}, label: 'Practise now', goesTo: '/backups' })}</div>
${fault !== null && html`<p>${badge('bad', 'failed')} ${fault}</p>`}
${last === null ? html`<p class="nothing">None of the backups was yet. A backup that was never restored is a hope.</p>` : outcome(last, now)}
</section>`
}

function outcome({ backup, at, passed, checks }: NonNullable<Drills['last']>, now: Date): Content {
  const wrong = checks.filter((check) => !check.passed)
  return html`<p>${passed ? badge('good', 'passed') : badge('bad', 'failed')} <code>${backup}</code>, ${moment(at, now)}: ${passed ? `all ${checks.length} comparisons are as they have to be.` : 'it is not as it has to be.'}</p>
${wrong.length > 0 && html`<ul>${each(wrong, ({ what, expected, found }) => html`<li>${what}: ${found} instead of ${expected}</li>`)}</ul>`}`
}
