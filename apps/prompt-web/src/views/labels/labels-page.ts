import { type Content, html, type Markup } from '@promptbin/html'
import type { Label, LabelMove } from '@promptbin/prompts'
import { moment } from '@promptbin/styles'
import { page, type Site } from '../frame/page.ts'
import { crumbs } from '../prompt/crumbs.ts'
import { versionAddress } from '../prompt/prompt-address.ts'
import { labelForm, newLabelForm, type TypedLabel } from './label-forms.ts'
import { earlierVersion, type LabelsContent, labelHead, lastMove, latestRow } from './label-rows.ts'

/** The page of a prompt's labels; after a refusal with what was typed. */
export interface LabelsPageContent extends LabelsContent {
  readonly typed?: TypedLabel | undefined
  readonly notice?: Content
}

function row(content: LabelsPageContent, label: Label): Markup {
  const { prompt, moves, typed } = content
  const isTyped = typed?.label === label.name
  const form = { prompt, place: 'labels', typed: isTyped ? typed : undefined } as const
  return html`<li class="label-row">
  <div class="label-head">${labelHead(prompt, label)}</div>
  ${lastMove(label, content)}
  <details class="fold"${isTyped && html` open`}><summary>Change<span class="sr-only"> the label ${label.name}</span></summary>${labelForm(form, label, earlierVersion(label, moves))}</details>
</li>`
}

const place = (name: string, n: number | null) =>
  n === null ? html`<i>nowhere</i>` : html`<a href="${versionAddress(name, n)}">${n}</a>`

function moveRow(
  name: string,
  { label, from, to, author, client, reason, at }: LabelMove,
  now: Date,
): Markup {
  return html`<tr>
    <td>${moment(at, now)}</td>
    <th scope="row"><code>${label}</code></th>
    <td>${place(name, from)} <span aria-hidden="true">→</span><span class="sr-only">to</span> ${place(name, to)}</td>
    <td>${author} <span class="fine">with ${client}</span></td>
    <td>${reason || html`<i>none</i>`}</td>
  </tr>`
}

function moveTable({ prompt, moves, now }: LabelsContent): Markup {
  if (moves.length === 0) return html`<p class="fine">No label was ever set here.</p>`
  return html`<div class="card"><div class="table-frame" tabindex="0" role="region" aria-label="Table of moves">
  <table class="variables moves">
    <thead><tr><th scope="col">When</th><th scope="col">Label</th><th scope="col">Version</th><th scope="col">Who</th><th scope="col">Why</th></tr></thead>
    <tbody>${moves.map((move) => moveRow(prompt.name, move, now))}</tbody>
  </table>
</div></div>`
}

/** The labels of a prompt, what can be done with them, and every move that they ever made. */
export function labelsPage(site: Site, content: LabelsPageContent): Markup {
  const { prompt, typed, notice } = content
  const isNew = typed !== undefined && !prompt.labels.some(({ name }) => name === typed.label)
  const form = { prompt, place: 'labels', typed: isNew ? typed : undefined } as const
  const title = `Labels of ${prompt.title}`
  const body = html`${notice}${crumbs(prompt)}
<div class="narrow">
  <h1>Labels</h1>
  <p class="lead">A label stands on one version, and moves when you say so. Whoever asks for no version gets <b>production</b>, or the newest while nothing is labelled production.</p>
  <div class="card"><ul class="label-rows">${prompt.labels.map((label) => row(content, label))}${latestRow(prompt)}</ul></div>
  <section class="card" aria-labelledby="new-label-title"><header class="card-head"><h2 id="new-label-title">Set a label</h2></header>${newLabelForm(form)}</section>
  <h2>Every move</h2>
  ${moveTable(content)}
</div>`
  return page(site, { title, body })
}
