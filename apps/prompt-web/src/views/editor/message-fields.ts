import { type Content, html, type Markup } from '../markup/html.ts'
import { icon } from '../markup/icon.ts'
import { described, fieldFault } from './field.ts'
import type { FormState, MessageValues } from './form-values.ts'

/** As long as one text may be, in characters. */
const maxTextLength = 524_288

const roles = [
  ['system', 'System'],
  ['user', 'User'],
  ['assistant', 'Assistant'],
] as const

function roleField(index: number, role: string): Markup {
  const name = `messages.${index}.role`
  return html`<select name="${name}" id="${name}" aria-label="Who speaks in message ${index + 1}">${roles.map(
    ([value, label]) =>
      html`<option value="${value}"${value === role && html` selected`}>${label}</option>`,
  )}</select>`
}

function theirText(theirs: MessageValues | undefined): Content {
  return html`<div class="theirs-text"><p class="theirs-title">In the library now</p><div class="message-text">${theirs?.text ?? html`<i>This message is not there.</i>`}</div></div>`
}

function message({ values, faults, theirs }: FormState, index: number): Markup {
  const { role, text } = values.messages[index] ?? { role: 'user', text: '' }
  const name = `messages.${index}.text`
  const other = theirs?.messages[index]
  const differs = theirs !== undefined && other?.text !== text
  return html`<div class="message-field${differs && ' side-by-side'}" data-row>
  <div class="message-mine">
    <div class="message-bar">${roleField(index, role)}${differs && html`<span class="theirs-title">What you wrote</span>`}<button class="button button-bare needs-script" type="button" data-remove aria-label="Remove message ${index + 1}">${icon('close')}</button></div>
    <textarea class="text" name="${name}" id="${name}" rows="10" maxlength="${maxTextLength}" spellcheck="true" aria-label="Text of message ${index + 1}"${described(name, faults, 'text-hint')}>
${text}</textarea>
    ${fieldFault(name, faults)}${fieldFault(`messages.${index}.role`, faults)}
  </div>
  ${differs && theirText(other)}
</div>`
}

/** One text field a message; most prompts have one message, of the user. */
export function messageFields(state: FormState): Markup {
  const { messages } = state.values
  const count = Math.max(messages.length, 1, state.theirs?.messages.length ?? 0)
  return html`<fieldset class="fields messages${count === 1 && ' one-message'}" data-rows="messages">
  <legend>Text</legend>
  <p class="hint" id="text-hint">Write <code class="place">{{name}}</code> where a value belongs, and declare the name below. Every other brace stays as it is.</p>
  ${Array.from({ length: count }, (_, index) => message(state, index))}
  ${fieldFault('messages', state.faults)}
  <p><button class="button button-small" type="submit" name="add" value="message" formnovalidate data-add>${icon('plus')} Add a message</button></p>
</fieldset>`
}
