import { html, type Markup } from '@promptbin/html'
import type { Label } from '@promptbin/prompts'
import { icon } from '@promptbin/styles'
import { labelForm, newLabelForm, rollBackForm } from './label-forms.ts'
import { earlierVersion, type LabelsContent, labelHead, lastMove, latestRow } from './label-rows.ts'

/** A dialog, and the button that opens it; it needs no script. */
function dialog(id: string, title: string, opener: Markup, body: Markup): Markup {
  return html`${opener}<div id="${id}" class="dialog" popover role="dialog" aria-labelledby="${id}-title">
  <div class="dialog-head"><h2 id="${id}-title">${title}</h2><button class="button button-bare" type="button" popovertarget="${id}" popovertargetaction="hide" aria-label="Close">${icon('close')}</button></div>
  ${body}
</div>`
}

function row(content: LabelsContent, label: Label): Markup {
  const { prompt, moves } = content
  const id = `label-${label.name}-dialog`
  const form = { prompt, place: 'prompt' } as const
  const earlier = earlierVersion(label, moves)
  const opener = html`<button class="button button-small button-quiet" type="button" popovertarget="${id}"><span>Change<span class="sr-only"> the label ${label.name}</span></span></button>`
  return html`<li class="label-row">
  <div class="label-head">${labelHead(prompt, label)}</div>
  ${lastMove(label, content)}
  <div class="label-actions">${dialog(id, `Label ${label.name}`, opener, labelForm(form, label, earlier))}${!label.protected && earlier !== undefined && rollBackForm(form, label, earlier)}</div>
</li>`
}

/** The labels of a prompt, each with the version that it stands on, and all that can be done with it. */
export function labelCard(content: LabelsContent): Markup {
  const { prompt } = content
  const opener = html`<button class="button button-small" type="button" popovertarget="new-label-dialog">${icon('plus')} Set a label</button>`
  const form = newLabelForm({ prompt, place: 'prompt' })
  return html`<section class="card" id="labels" aria-labelledby="labels-title">
  <header class="card-head"><h2 id="labels-title">Labels</h2><a class="card-link" href="/prompts/${prompt.name}/labels">History</a></header>
  <ul class="label-rows">${prompt.labels.map((label) => row(content, label))}${latestRow(prompt)}</ul>
  <div class="card-foot">${dialog('new-label-dialog', 'Set a label', opener, form)}</div>
</section>`
}
