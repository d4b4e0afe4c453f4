import { type Content, html } from '@promptbin/html'
import type { Prompt } from '@promptbin/prompts'
import { icon } from '@promptbin/styles'
import type { FieldFaults } from './form-values.ts'

const things: Readonly<Record<string, string>> = {
  messages: 'Message',
  variables: 'Variable',
  modelConfig: 'Model settings',
}

/** The name that a person reads for a field. */
export function fieldName(name: string): string {
  const [list = '', row, ...rest] = name.split('.')
  const thing = things[list] ?? list.charAt(0).toUpperCase() + list.slice(1)
  if (row === undefined) return thing
  const words = rest[0] === 'parts' ? [...partWords(rest[1]), rest[2]] : rest
  return [`${thing} ${Number(row) + 1}`, ...words.map((word) => spoken[word ?? ''] ?? word)].join(
    ', ',
  )
}

const partWords = (part = '0') => (part === '0' ? [] : [`part ${Number(part) + 1}`])

const spoken: Readonly<Record<string, string>> = {
  data: 'picture',
  uri: 'address',
  mimeType: 'type',
  options: 'choices',
}

/** All that is wrong, each leading to its field. */
export function faultList(faults: FieldFaults): Content {
  if (faults.size === 0) return null
  const items = [...faults].map(
    ([name, fault]) => html`<li><a href="#${name}">${fieldName(name)}</a> ${fault}</li>`,
  )
  return html`<div class="notice notice-bad" role="alert" id="faults">${icon('alert')}<div><p><strong>Not saved yet.</strong> Nothing that you wrote is lost.</p><ul class="plain">${items}</ul></div></div>`
}

/** Tells that AI clients get another version than the newest one, which is what is edited. */
export function defaultVersionNotice({ name, latest, defaultVersion }: Prompt): Content {
  if (defaultVersion === latest) return null
  return html`<div class="notice edited-version">${icon('info')}<p>You are editing the newest version, ${latest}. The label <b>production</b> stands on version ${defaultVersion}: AI clients get that one until <a href="/prompts/${name}/labels">the label is moved</a>.</p></div>`
}
