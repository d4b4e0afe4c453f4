import { type Content, html, type Markup } from '@promptbin/html'
import type { Rendering, Variable } from '@promptbin/prompts'
import { icon } from '@promptbin/styles'
import { fieldId, type TypedValues } from './typed-values.ts'
import { valueControl } from './value-control.ts'

/** What a type asks for, where its field does not show it. */
const expectations: Partial<Record<NonNullable<Variable['type']>, string>> = {
  number: 'A number',
  list: 'One entry a line',
}

function about({ type = 'string', description, example }: Variable): Content {
  const facts = [
    description,
    expectations[type],
    example && html`For example <span class="value">${example}</span>`,
  ].filter(Boolean)
  return facts.map((fact, at) => html`${at > 0 && ' · '}${fact}`)
}

const asSentence = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)

/** What is wrong with a value, or that one is still needed. */
function fault(name: string, { missing, invalid }: Rendering): Content {
  const wrong = invalid.find((each) => each.name === name)
  if (wrong !== undefined) return html`${icon('alert')} ${asSentence(wrong.message)}`
  return missing.includes(name) && html`<span class="open-value">Still needed</span>`
}

/**
 * The place for what is wrong with one value. It is always there, so that an answer can put
 * something into it without touching the field that somebody types into.
 */
export function valueFault(name: string, rendering?: Rendering, isUpdate = false): Markup {
  return html`<p class="fault" id="${fieldId(name)}-fault"${isUpdate && html` hx-swap-oob="true"`}>${rendering && fault(name, rendering)}</p>`
}

/** A variable to give a value for: what it is, a field of its type, and what is wrong with it. */
export function valueField(variable: Variable, typed: TypedValues, rendering?: Rendering): Markup {
  const { name, required, default: usual } = variable
  const id = fieldId(name)
  const isWrong = rendering?.invalid.some((each) => each.name === name) ?? false
  return html`<div class="field${isWrong && ' field-faulty'}">
    <label for="${id}"><span class="mono">${name}</span>${required && usual === undefined && html` <span class="required">required</span>`}</label>
    <p class="hint" id="${id}-about">${about(variable)}</p>
    ${valueControl(variable, typed[name], isWrong)}
    ${valueFault(name, rendering)}
  </div>`
}
