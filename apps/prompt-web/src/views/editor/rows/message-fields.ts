import { type Content, each, html, type Markup } from '@promptbin/html'
import { fieldFault } from '../field.ts'
import { blankMessage, type FormState, type MessageValues } from '../form-values.ts'
import { partFields } from './part-fields.ts'
import { addButton, rowButtons } from './row-buttons.ts'

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

interface PlacedMessage extends Pick<FormState, 'faults'> {
  readonly message: MessageValues
  readonly index: number
  readonly count: number
}

function messageField({ message, index, count, faults }: PlacedMessage): Markup {
  const row = `messages.${index}`
  const { parts } = message
  return html`<div class="message-field" data-row="${row}" role="group" aria-label="Message ${index + 1}">
  <div class="message-bar">${roleField(index, message.role)}${fieldFault(`${row}.role`, faults)}${rowButtons({ row, called: `message ${index + 1}`, index, count })}</div>
  <div class="parts" data-rows="${row}.parts">
    ${each(parts, (part, at) => partFields({ message: index, index: at, count: parts.length, part, faults }))}
  </div>
  ${fieldFault(`${row}.parts`, faults)}
  <p class="part-adders"><span class="hint">Add to this message</span>${addButton(row, 'Text', 'plus', 'text')}${addButton(row, 'Picture', 'image', 'image')}${addButton(row, 'Resource', 'link', 'resource')}</p>
</div>`
}

/** The messages, each with its parts; most prompts have one message of the user with one text. */
export function messageFields({ values, faults }: FormState): Markup {
  const { messages } = values
  const count = messages.length
  return html`<fieldset class="fields messages-fields">
  <legend>Text</legend>
  <p class="hint" id="text-hint"><code class="place">{{name}}</code> is the place of a value, <code class="place">{{&gt; prompt-name}}</code> includes another prompt. Every other brace stays as it is. <span class="needs-script">Tab leaves the text.</span></p>
  <div class="messages" data-rows="messages">${each(messages, (message, index) => messageField({ message, index, count, faults }))}</div>
  ${fieldFault('messages', faults)}
  <p>${addButton('messages', 'Add a message')}</p>
</fieldset>`
}

/** An empty message for scripts to add; its number is given when it is. */
export function blankMessageField(): Content {
  const content = { message: blankMessage, index: 998, count: 1, faults: new Map() }
  return html`<template data-blank="messages">${messageField(content)}</template>`
}
