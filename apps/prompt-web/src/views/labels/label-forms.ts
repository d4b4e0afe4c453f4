import { type Content, html, type Markup } from '@promptbin/html'
import { defaultLabel, type Label, type Prompt } from '@promptbin/prompts'
import { icon } from '@promptbin/styles'
import { versionField } from '../versions/version-field.ts'

/** The page that a form of a label leads back to. */
export type LabelPlace = 'prompt' | 'labels'

/** What was typed into the form of a label that was refused. */
export interface TypedLabel {
  readonly label: string
  readonly version: number | undefined
  readonly reason: string
}

/** Where a form of labels stands, and what was typed into it. */
export interface LabelForm {
  readonly prompt: Prompt
  readonly place: LabelPlace
  readonly typed?: TypedLabel | undefined
}

function start({ prompt, place }: LabelForm, name: string | undefined): Content {
  return html`<input type="hidden" name="generation" value="${prompt.generation}"><input type="hidden" name="place" value="${place}">${
    name !== undefined && html`<input type="hidden" name="label" value="${name}">`
  }`
}

function reasonField(id: string, typed: TypedLabel | undefined): Markup {
  return html`<div class="field"><label for="${id}-reason">Why <span class="optional">optional</span></label><input type="text" id="${id}-reason" name="reason" value="${typed?.reason}" maxlength="500" autocomplete="off" placeholder="A note for the history"></div>`
}

/** A dialog gives the focus to its first field; a page of forms to none. */
const firstInDialog = ({ place }: LabelForm): Content => place === 'prompt' && html` autofocus`

function versionChoice(
  { prompt, typed }: LabelForm,
  id: string,
  usual: number,
  attributes?: Content,
): Markup {
  const chosen = typed?.version ?? usual
  return html`<div class="field"><label for="${id}-version">Version</label>${versionField(prompt, `${id}-version`, 'version', chosen, attributes)}</div>`
}

const action = ({ prompt }: LabelForm) => `/prompts/${prompt.name}/labels`

/** Sets a label that the prompt does not have yet. */
export function newLabelForm(form: LabelForm): Markup {
  const { prompt, typed } = form
  const suggested = prompt.labels.some(({ name }) => name === defaultLabel) ? '' : defaultLabel
  return html`<form class="label-form" action="${action(form)}" method="post">
  ${start(form, undefined)}
  <div class="field"><label for="new-label">Label</label><input class="mono" type="text" id="new-label" name="label" value="${typed?.label ?? suggested}" required maxlength="64" autocomplete="off" autocapitalize="none" spellcheck="false" pattern="(?=.*[a-z])[a-z0-9]+([._\\-][a-z0-9]+)*" title="Lower-case letters, digits and single “.”, “_” or “-”, with at least one letter" placeholder="staging"${firstInDialog(form)}></div>
  ${versionChoice(form, 'new-label', prompt.version.n)}
  ${reasonField('new-label', typed)}
  <p class="actions"><button class="button button-primary" type="submit" name="do" value="set">Set label</button></p>
</form>`
}

/** Takes protection off a label, which is all that can be done with a protected one. */
function protectedForm(form: LabelForm, { name }: Label): Markup {
  return html`<form class="label-form" action="${action(form)}" method="post">
  ${start(form, name)}
  <p>${icon('lock')} It is protected: it is not moved, rolled back or removed by anyone until its protection is taken off.</p>
  <p class="actions"><button class="button" type="submit" name="do" value="unprotect"${firstInDialog(form)}>Take the protection off</button></p>
</form>`
}

/** Everything that can be done with a label that is set. */
export function labelForm(form: LabelForm, label: Label, earlier: number | undefined): Markup {
  if (label.protected) return protectedForm(form, label)
  const { prompt } = form
  const id = `label-${label.name}`
  const rollBack =
    earlier !== undefined &&
    html`<button class="button" type="submit" name="do" value="rollback">${icon('undo')} Roll back to ${earlier}</button>`
  return html`<form class="label-form" action="${action(form)}" method="post">
  ${start(form, label.name)}
  ${versionChoice(form, id, prompt.latest, firstInDialog(form))}
  ${reasonField(id, form.typed)}
  <p class="actions"><button class="button button-primary" type="submit" name="do" value="set">Move</button>${rollBack}</p>
  <p class="actions"><button class="button button-small" type="submit" name="do" value="protect" formnovalidate>${icon('lock')} Protect</button><button class="button button-small button-danger" type="submit" name="do" value="remove" formnovalidate>Remove the label</button></p>
</form>`
}

/** Puts a label back to where it stood before, at one click. */
export function rollBackForm(form: LabelForm, { name }: Label, earlier: number): Markup {
  return html`<form action="${action(form)}" method="post">${start(form, name)}<button class="button button-small button-quiet" type="submit" name="do" value="rollback">${icon('undo')} <span>Roll back to ${earlier}<span class="sr-only">, label ${name}</span></span></button></form>`
}
