import { page, type Site } from '../frame/page.ts'
import { type Content, html, type Markup } from '../markup/html.ts'
import { icon } from '../markup/icon.ts'
import { promptAddress } from '../prompt/prompt-address.ts'
import { aboutFields, titleField } from './about-fields.ts'
import { fieldFault } from './field.ts'
import type { FieldFaults, FormState } from './form-values.ts'
import { messageFields } from './message-fields.ts'
import { variableFields } from './variable-fields.ts'

/** The form of a new prompt, or of one that exists. */
export interface EditorContent extends FormState {
  /** The prompt that is edited; a new one without. */
  readonly prompt?: {
    readonly name: string
    readonly title: string
    /** The state that a save is based on. */
    readonly generation: number
  }
  readonly notice?: Content
  /** Something is written that is not saved yet. */
  readonly isChanged?: boolean
}

/** The names that a person reads for fields, in the list of what is wrong. */
function fieldName(name: string): string {
  const [part = '', index, last] = name.split('.')
  if (index === undefined) return part.charAt(0).toUpperCase() + part.slice(1)
  const thing = part === 'messages' ? 'Message' : 'Variable'
  return `${thing} ${Number(index) + 1}${last === undefined ? '' : `, ${last}`}`
}

/** All that is wrong, each leading to its field. */
function faultList(faults: FieldFaults): Content {
  if (faults.size === 0) return null
  const items = [...faults].map(
    ([name, fault]) => html`<li><a href="#${name}">${fieldName(name)}</a> ${fault}</li>`,
  )
  return html`<div class="notice notice-bad" role="alert" id="faults">${icon('alert')}<div><p><strong>Not saved yet.</strong> Nothing that you wrote is lost.</p><ul class="plain">${items}</ul></div></div>`
}

function saveBar({ values, faults, theirs, prompt }: EditorContent, cancel: string): Markup {
  const note = prompt ? 'What changed' : 'Note'
  const save = theirs === undefined ? 'Save' : 'Save what I wrote'
  const leave = theirs === undefined ? 'Cancel' : 'Discard what I wrote'
  return html`<div class="save-bar">
  <div class="field field-inline"><label for="message">${note}</label><input type="text" id="message" name="message" value="${values.message}" maxlength="500" autocomplete="off" placeholder="A note for the history">${fieldFault('message', faults)}</div>
  <div class="actions"><a class="button button-quiet" href="${cancel}" data-leave>${leave}</a><button class="button button-primary" type="submit" aria-keyshortcuts="Control+S Meta+S">${save}</button></div>
</div>`
}

const isUnsaved = ({ isChanged, faults, notice }: EditorContent) =>
  isChanged || faults.size > 0 || notice !== undefined

/** The page on which a prompt is written. */
export function editorPage(site: Site, content: EditorContent): Markup {
  const { prompt, notice, faults } = content
  const heading = prompt ? 'Edit prompt' : 'New prompt'
  const address = prompt ? `/prompts/${prompt.name}/edit` : '/prompts/new'
  const cancel = prompt ? promptAddress(prompt.name) : '/'
  const body = html`<nav class="crumbs" aria-label="Breadcrumbs"><a href="/">Library</a>${
    prompt && html` <span aria-hidden="true">/</span> <a href="${cancel}">${prompt.title}</a>`
  }</nav>
<div class="editor">
  <h1>${heading}</h1>
  ${notice}${faultList(faults)}
  <form id="editor" class="editor-form" action="${address}" method="post"${isUnsaved(content) && html` data-changed`}>
    <button class="sr-only" type="submit" tabindex="-1" aria-hidden="true">Save</button>
    ${prompt && html`<input type="hidden" name="generation" value="${prompt.generation}">`}
    <div class="writing">
      ${titleField(content, prompt === undefined)}
      ${messageFields(content)}
      ${variableFields(content)}
    </div>
    ${aboutFields(content, prompt === undefined)}
    ${saveBar(content, cancel)}
  </form>
</div>`
  const prefix = faults.size > 0 ? 'Not saved: ' : ''
  const title = prompt ? `${prefix}Edit ${prompt.title}` : `${prefix}New prompt`
  return page(site, { title, body, ...(prompt ? {} : { current: 'new' as const }) })
}
