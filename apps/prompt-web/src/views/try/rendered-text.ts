import { type Content, each, html, type Markup } from '@promptbin/html'
import type { Rendering, Variable } from '@promptbin/prompts'
import { icon } from '@promptbin/styles'
import { messagesJson } from '../message/messages-as-json.ts'
import { promptText } from '../prompt/prompt-text.ts'
import { stillMissing } from './still-missing.ts'
import { valueFault } from './value-field.ts'

function note({ missing, invalid }: Rendering): Content {
  const wrong = invalid.length
  if (wrong > 0) {
    const words = wrong === 1 ? '1 value does not fit' : `${wrong} values do not fit`
    return html`<p class="note note-bad" role="status">${words}</p>`
  }
  if (missing.length === 0) return html`<p class="note" role="status">Complete</p>`
  return html`<p class="note note-open" role="status">${stillMissing(missing)}</p>`
}

/** What is wrong and belongs to no field, such as a prompt that is in the trash. */
function problems({ invalid }: Rendering, variables: readonly Variable[]): Content {
  const names = new Set(variables.map(({ name }) => name))
  const others = invalid.filter(({ name }) => !names.has(name))
  if (others.length === 0) return null
  const items = others.map(({ name, message }) => html`<li><code>${name}</code> ${message}</li>`)
  return html`<div class="text-problems">${icon('alert')}<ul class="plain">${items}</ul></div>`
}

/** A rendering, in the place where the prompt's text was. */
export function renderedText(rendering: Rendering, variables: readonly Variable[]): Markup {
  const { messages, missing, invalid } = rendering
  const open = new Set([...missing, ...invalid.map(({ name }) => name)])
  return promptText({
    messages,
    // Only what is still open stands out: a value that looks like a place is a value.
    variables: variables.filter(({ name }) => open.has(name)),
    heading: 'With your values',
    note: note(rendering),
    problems: problems(rendering, variables),
  })
}

/** The same for a page that is open: the text, its JSON, and what is wrong at each field. */
export function renderedUpdate(rendering: Rendering, variables: readonly Variable[]): Markup {
  return html`${renderedText(rendering, variables)}${messagesJson(rendering.messages, true)}${each(
    variables,
    ({ name }) => valueFault(name, rendering, true),
  )}`
}
