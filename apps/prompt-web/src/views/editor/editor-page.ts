import { type Content, html, type Markup } from '@promptbin/html'
import type { Prompt } from '@promptbin/prompts'
import { page, type Site } from '../frame/page.ts'
import { type PreviewContent, previewPanel } from '../preview/preview-panel.ts'
import { crumbs } from '../prompt/crumbs.ts'
import { promptAddress } from '../prompt/prompt-address.ts'
import { aboutFields, type Known, titleField } from './about-fields.ts'
import { defaultVersionNotice, faultList } from './editor-notices.ts'
import { fieldFault } from './field.ts'
import type { Begun, FormState } from './form-values.ts'
import { modelField } from './model-field.ts'
import { blankMessageField, messageFields } from './rows/message-fields.ts'
import { blankParts } from './rows/part-fields.ts'
import { blankVariableRow, variableFields } from './rows/variable-fields.ts'

/** The form of a new prompt, or of one that exists. */
export interface EditorContent extends FormState {
  /** The prompt that is edited, and the state of it that a save is based on; neither for a new one. */
  readonly prompt?: Prompt
  readonly begun?: Begun | undefined
  /** Makes the same new prompt once, however often it is sent. */
  readonly once?: string
  readonly known: Known
  readonly preview: PreviewContent
  readonly notice?: Content
  /** Something is written that is not saved yet. */
  readonly isChanged?: boolean
  /** Lets the editor's own styles through the content security policy, for this page only. */
  readonly styleNonce: string
}

function saveBar({ values, faults, prompt }: EditorContent, cancel: string): Markup {
  const note = prompt ? 'What changed' : 'Note'
  return html`<div class="save-bar">
  <div id="save-problem" role="alert"></div>
  <div class="field field-inline"><label for="message">${note}</label><input type="text" id="message" name="message" value="${values.message}" maxlength="500" autocomplete="off" placeholder="A note for the history">${fieldFault('message', faults)}</div>
  <p class="draft-state hint" id="draft-state" role="status"></p>
  <div class="actions"><a class="button button-quiet" href="${cancel}" data-leave>Cancel</a><button class="button button-primary" type="submit" data-save aria-keyshortcuts="Control+S Meta+S">Save</button></div>
</div>`
}

const hidden = (name: string, value: string | number | undefined): Content =>
  value !== undefined && html`<input type="hidden" name="${name}" value="${value}">`

/** What the form remembers of its beginning; a save is compared with that. */
function begunFields({ begun, once, prompt }: EditorContent): Content {
  return html`${hidden('generation', begun?.generation)}${hidden('version', begun?.version)}${hidden(
    'begun',
    begun && JSON.stringify(begun.about),
  )}${hidden('once', once)}${hidden('editing', prompt?.name)}`
}

const isUnsaved = ({ isChanged, faults, notice }: EditorContent) =>
  isChanged || faults.size > 0 || notice !== undefined

function form(content: EditorContent): Markup {
  const { prompt, known, preview } = content
  const isNew = prompt === undefined
  const address = isNew ? '/prompts/new' : `/prompts/${prompt.name}/edit`
  const live = html` hx-post="/prompts/preview" hx-trigger="input delay:350ms" hx-target="#look" hx-swap="innerMorph" hx-sync="this:replace"`
  return html`<form id="editor" class="editor-form" action="${address}" method="post" autocomplete="off"${live} data-draft="${prompt?.id ?? 'new'}"${isUnsaved(content) && html` data-changed`}>
    <button class="sr-only" type="submit" tabindex="-1" aria-hidden="true">Save</button>
    ${begunFields(content)}
    <div class="writing">
      ${titleField(content, isNew)}
      ${messageFields(content)}
      ${variableFields(content)}
      ${aboutFields(content, known, isNew)}
      ${modelField(content)}
    </div>
    <aside class="look" id="look" aria-label="Preview and checks">${previewPanel(preview)}</aside>
    ${saveBar(content, isNew ? '/' : promptAddress(prompt.name))}
  </form>`
}

/** The page on which a prompt is written. */
export function editorPage(site: Site, content: EditorContent): Markup {
  const { prompt, notice, faults, styleNonce } = content
  const body = html`${crumbs(prompt)}
<div class="editor">
  <h1>${prompt ? 'Edit prompt' : 'New prompt'}</h1>
  <div id="draft-offer"></div>
  ${notice}${faultList(faults)}${prompt && defaultVersionNotice(prompt)}
  ${form(content)}
  ${blankMessageField()}${blankParts()}${blankVariableRow()}
</div>`
  const prefix = faults.size > 0 ? 'Not saved: ' : ''
  const title = prompt ? `${prefix}Edit ${prompt.title}` : `${prefix}New prompt`
  const script = { file: 'scripts/editor.js', nonce: styleNonce }
  return page(site, { title, body, script, ...(prompt ? {} : { current: 'new' as const }) })
}
