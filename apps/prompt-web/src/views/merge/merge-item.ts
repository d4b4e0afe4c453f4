import { type Content, html, type Markup } from '@promptbin/html'

/** Whose state is taken; `both` sets theirs before mine. */
export type Side = 'mine' | 'theirs' | 'both'

/** A place where one of two states is taken. */
export interface Decision {
  readonly id: string
  readonly mine: string
  readonly theirs: string
  /** The side to take: chosen by the person, or the only one that changed; else it is open. */
  readonly taken: Side | undefined
  /** Both can be kept, one after the other. */
  readonly canBeBoth: boolean
}

/** A field in which two states differ. */
export interface DecidedField extends Decision {
  readonly kind: 'field'
  readonly label: string
}

/** A text merged line by line. */
export interface MergedField {
  readonly kind: 'text'
  readonly id: string
  readonly label: string
  readonly mine: string
  readonly theirs: string
  /** The merged text in pieces: what is settled, and where both changed the same lines. */
  readonly pieces: readonly (string | Decision)[]
}

/** Something that differs between what a person wrote and what the library holds. */
export type MergeItem = DecidedField | MergedField

/** The prefix keeps a decision apart from every field of a prompt. */
export const choicePrefix = 'choose.'

const value = (text: string): Content => text || html`<i>Empty</i>`

function option(decision: Decision, side: Side, label: string, text: Content): Markup {
  const { id, taken } = decision
  return html`<label class="side side-${side}"><span class="choice"><input type="radio" name="${choicePrefix}${id}" value="${side}" required${taken === side && html` checked`}> ${label}</span>${text !== null && html`<span class="side-text">${text}</span>`}</label>`
}

function sides(decision: Decision): Content {
  const { mine, theirs, canBeBoth } = decision
  return html`<div class="sides">${option(decision, 'mine', 'What you wrote', value(mine))}${option(
    decision,
    'theirs',
    'In the library now',
    value(theirs),
  )}${canBeBoth && option(decision, 'both', 'Both, one after the other', null)}</div>`
}

const badge = (taken: Side | undefined): Content =>
  taken === undefined && html` <span class="note note-open">Your decision</span>`

function fieldItem(item: DecidedField): Markup {
  return html`<fieldset class="card merge-item" id="${choicePrefix}${item.id}"><legend>${item.label}${badge(item.taken)}</legend>
  ${sides(item)}
</fieldset>`
}

function conflict(decision: Decision, index: number): Markup {
  return html`<fieldset class="conflict" id="${choicePrefix}${decision.id}"><legend>Both changed these lines<span class="sr-only">, place ${index + 1}</span></legend>${sides(decision)}</fieldset>`
}

function textItem({ label, id, mine, theirs, pieces }: MergedField): Markup {
  let index = 0
  const shown = pieces.map((piece) =>
    typeof piece === 'string'
      ? html`<div class="message-text">${piece}</div>`
      : conflict(piece, index++),
  )
  const whole = (title: string, text: string) =>
    html`<div class="whole"><h3>${title}</h3><div class="message-text" tabindex="0" role="region" aria-label="${title}: ${label}">${value(text)}</div></div>`
  return html`<section class="card merge-item" aria-labelledby="${choicePrefix}${id}-title">
  <h2 id="${choicePrefix}${id}-title">${label}</h2>
  <div class="wholes">${whole('What you wrote', mine)}${whole('In the library now', theirs)}</div>
  <h3>Suggestion</h3>
  <div class="suggestion">${shown}</div>
</section>`
}

/** A difference and what is suggested for it, or asked. */
export function mergeItem(item: MergeItem): Markup {
  return item.kind === 'field' ? fieldItem(item) : textItem(item)
}
