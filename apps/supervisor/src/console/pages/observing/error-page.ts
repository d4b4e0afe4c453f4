import { each, html, type Markup } from '@promptbin/html'
import { moment } from '@promptbin/styles'
import {
  describeAdvice,
  describeExamples,
  describeGroup,
  type ExampleItem,
  type GroupAdvice,
} from '../../../errors-stream/describe-group.ts'
import { errorGroupUnknown } from '../../../errors-stream/errors.ts'
import { address } from '../../markup/address.ts'
import type { PageMaker } from '../page-maker.ts'
import { groupBadge, trend } from './errors-page.ts'

/** One group of alike errors, with the latest of them. */
export const errorPage: PageMaker = (request) => {
  const { source, view, params } = request
  const fingerprint = params['fingerprint'] ?? ''
  const known = source.errors.groups.get(fingerprint)
  if (!known) throw errorGroupUnknown(fingerprint)
  const group = describeGroup(known, view.nowMs)
  const title = group.code ?? group.type
  return {
    title,
    place: '/errors',
    body: html`<div class="page-head"><div><h1>${title}</h1><p>${group.message}</p><p class="fine">${groupBadge(group.state)} ${group.trend.nowPerMinute} a minute now, ${group.trend.beforePerMinute} before · <code>${fingerprint}</code></p></div>${trend(group, request)}</div>${adviceOn(describeAdvice(known))}
<section aria-labelledby="examples-title">
  <h2 class="section-title" id="examples-title">The latest</h2>
  <ol class="examples">${each(describeExamples(known), (one) => example(one, new Date(view.nowMs)))}</ol>
</section>`,
  }
}

function example(
  { at, service, message, event, requestId, stack, context }: ExampleItem,
  now: Date,
): Markup {
  const log =
    requestId === null
      ? html`<a href="${address('/logs', { service, since: at })}">log from then on</a>`
      : html`<a href="${address('/logs', { request: requestId })}">log of the request</a>`
  return html`<li><p class="fine">${moment(at, now)} · ${service}${event !== null && html` · <code>${event}</code>`} · ${log}</p><p>${message}</p>${circumstances(context)}${stack !== undefined && html`<pre class="stack">${stack}</pre>`}</li>`
}

/** What the error says of itself: whose turn it is, and what to do. */
function adviceOn(advice: GroupAdvice | null): Markup | false {
  if (advice === null) return false
  const { class: kind, severity, retry, hint, operatorHint } = advice
  return html`
<section aria-labelledby="advice-title">
  <h2 class="section-title" id="advice-title">What to do</h2>
  ${operatorHint !== '' && html`<p>${operatorHint}</p>`}
  <p class="fine">Whoever asked was told: ${hint}</p>
  <p class="fine">${kind} · ${severity} · retry <code>${retry}</code></p>
</section>`
}

/** What else the log line said. */
function circumstances(context: ExampleItem['context']): Markup | false {
  const known = Object.entries(context)
  if (known.length === 0) return false
  return html`<p class="fine">${each(known, ([name, value]) => html`<span>${name} <code>${String(value)}</code> </span>`)}</p>`
}
