import { each, html, type Markup } from '@promptbin/html'
import {
  isOperationName,
  type Operation,
  type OperationGroup,
  type OperationName,
  operationGroups,
  operationOf,
} from '@promptbin/operations'
import { badge } from '../../markup/badge.ts'
import type { PageMaker } from '../page-maker.ts'
import { operationUnknown } from './errors.ts'
import { operationForm } from './operation-form.ts'

const effects = {
  read: ['idle', 'reads'],
  change: ['warn', 'changes something'],
  disrupt: ['bad', 'disrupts, and asks before'],
} as const

/** Every operation that there is, by group. */
export const operationsPage: PageMaker = () => ({
  title: 'Operations',
  place: '/operations',
  body: html`<div class="page-head"><div><h1>Operations</h1><p class="fine">Everything that can be asked of PromptBin. The same can be had with <code>promptbin</code>, over REST and over MCP.</p></div></div>
${(Object.keys(operationGroups) as OperationGroup[]).map(
  (group) => html`<section aria-labelledby="group-${group}">
  <h2 class="section-title" id="group-${group}">${group.charAt(0).toUpperCase()}${group.slice(1)}</h2>
  <ul class="operations">${each(Object.keys(operationGroups[group]) as OperationName[], entry)}</ul>
</section>`,
)}`,
})

function entry(name: OperationName): Markup {
  const { title, description, effect, command } = operationOf(name)
  const [tone, words] = effects[effect]
  return html`<li><h3><a href="/operations/${name}">${title}</a></h3><p>${description}</p><p class="fine">${badge(tone, words)} <code>promptbin ${command}</code></p></li>`
}

/** One operation as a form. */
export const operationPage: PageMaker = ({ params, view, query }) => {
  const name = params['operation'] ?? ''
  if (!isOperationName(name)) throw operationUnknown(name)
  const operation: Operation = operationOf(name)
  const { title, description, effect, command, http, examples } = operation
  const [tone, words] = effects[effect]
  return {
    title,
    place: '/operations',
    body: html`<div class="page-head"><div><p class="crumbs"><a href="/operations">Operations</a></p><h1>${title}</h1><p>${description}</p><p class="fine">${badge(tone, words)}</p></div></div>
<div class="pair">
  <section aria-label="Form">${operationForm({ operation: name, view, given: Object.fromEntries(query) })}<p class="needs-no-script">Without JavaScript it can be asked for in a terminal: <code>promptbin ${command}</code></p></section>
  <section aria-labelledby="faces-title">
    <h2 class="section-title" id="faces-title">The same elsewhere</h2>
    <dl class="facts">
      <div><dt>In a terminal</dt><dd>${examples.map((line) => html`<code class="line-of-code">${line}</code>`)}</dd></div>
      <div><dt>Over REST</dt><dd><code>${http.method} ${http.path}</code></dd></div>
      <div><dt>Over MCP</dt><dd>the tool <code>${name}</code></dd></div>
    </dl>
  </section>
</div>`,
  }
}
