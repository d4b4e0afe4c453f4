import type { Prompt, Rendering, Variable } from '@promptbin/prompts'
import { type Content, html, type Markup } from '../markup/html.ts'
import { promptAddress } from './prompt-address.ts'
import { promptText } from './prompt-text.ts'

/** The values that somebody has typed into the form, by variable. */
export type TypedValues = Readonly<Record<string, string>>

/** The prefix keeps a variable's name apart from every other field. */
export const valuePrefix = 'value.'

/** As much as a hint inside an empty field shows. */
const hintLength = 80

function field(
  { name, description, required, default: value }: Variable,
  typed: TypedValues,
): Markup {
  const id = `${valuePrefix}${name}`
  const hint = value === undefined ? '' : value.slice(0, hintLength)
  return html`<div class="field">
    <label for="${id}"><span class="mono">${name}</span>${required && value === undefined && html` <span class="required">required</span>`}</label>
    ${description && html`<p class="hint" id="${id}-about">${description}</p>`}
    <textarea id="${id}" name="${id}" rows="1" placeholder="${hint}"${description && html` aria-describedby="${id}-about"`}>
${typed[name]}</textarea>
  </div>`
}

/** A form with one field a variable; what is typed shows in the text beside it at once. */
export function tryForm({ name, variables }: Prompt, typed: TypedValues): Content {
  if (variables.length === 0) return null
  const address = `/prompts/${name}/try`
  return html`<section class="card" aria-labelledby="try-title">
  <header class="card-head"><h2 id="try-title">Try it</h2></header>
  <form class="try" action="${address}" method="post" hx-post="${address}" hx-trigger="input delay:250ms, submit" hx-target="#prompt-text" hx-swap="outerMorph" hx-sync="this:replace">
    ${variables.map((variable) => field(variable, typed))}
    <p class="actions"><button class="button" type="submit">Fill in</button> <a class="button button-quiet" href="${promptAddress(name)}">Clear</a></p>
  </form>
</section>`
}

function missingNote(missing: readonly string[]): Content {
  if (missing.length === 0) return html`<p class="note" role="status">Complete</p>`
  return html`<p class="note note-open" role="status">Still needs ${missing.join(', ')}</p>`
}

/** A rendering, in the place where the prompt's text was. */
export function renderedText(
  { messages, missing }: Rendering,
  variables: readonly Variable[],
): Markup {
  // Only what is still open stands out: a value that looks like a place is a value.
  const open = variables.filter(({ name }) => missing.includes(name))
  return promptText({
    messages,
    variables: open,
    heading: 'With your values',
    note: missingNote(missing),
  })
}
