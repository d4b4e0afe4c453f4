import { type Content, html, type Markup } from '@promptbin/html'
import { field, fieldFault } from './field.ts'
import type { FormState } from './form-values.ts'

/** What the library already has, for the fields that choose from it. */
export interface Known {
  readonly folders: readonly string[]
  readonly tags: readonly string[]
}

/** The title, which stands above everything else. */
export function titleField({ values, faults }: FormState, isNew: boolean): Markup {
  const attributes = html` required maxlength="200" autocomplete="off"${isNew && html` autofocus`}`
  return field({ name: 'title', label: 'Title', value: values.title, attributes }, faults)
}

const nameForm = html` class="mono" maxlength="64" autocomplete="off" autocapitalize="none" spellcheck="false" pattern="[a-z0-9]+(-[a-z0-9]+)*" title="Lower-case letters and digits, words joined by “-”"`

function nameField({ values, faults }: FormState, isNew: boolean): Markup {
  const hint = isNew
    ? 'What AI clients call it. Left empty, it is made from the title.'
    : 'What AI clients call it. After a new name the old one still leads here.'
  const attributes = html`${nameForm}${isNew ? html` placeholder="weekly-review"` : html` required`}`
  return field({ name: 'name', label: 'Name', value: values.name, hint, attributes }, faults)
}

const choices = (id: string, values: readonly string[]): Content =>
  values.length > 0 &&
  html`<datalist id="${id}">${values.map((value) => html`<option value="${value}"></option>`)}</datalist>`

function folderField({ values, faults }: FormState, { folders }: Known): Markup {
  const attributes = html` list="known-folders" maxlength="200" autocomplete="off" spellcheck="false" placeholder="writing/blog"`
  const hint = 'An existing folder or a new one, “/” between the levels.'
  return html`${field({ name: 'folder', label: 'Folder', value: values.folder, hint, attributes }, faults)}${choices('known-folders', folders)}`
}

function tagsField({ values, faults }: FormState, { tags }: Known): Markup {
  const attributes = html` maxlength="2600" autocomplete="off" spellcheck="false" placeholder="review, weekly" data-chips="known-tags"`
  const hint = 'With commas between them.'
  return html`${field({ name: 'tags', label: 'Tags', value: values.tags, hint, attributes }, faults)}${choices('known-tags', tags)}`
}

/** Name, folder, tags, description and favourite, all of which may stay empty in a new prompt. */
export function aboutFields(state: FormState, known: Known, isNew: boolean): Markup {
  const { values, faults } = state
  const description = {
    name: 'description',
    label: 'Description',
    value: values.description,
    hint: 'What it is for. AI clients show it in their lists.',
    isLong: true,
    attributes: html` rows="2" maxlength="2000"`,
  }
  return html`<fieldset class="fields about">
  <legend>Details${isNew && html` <span class="optional">optional</span>`}</legend>
  ${nameField(state, isNew)}
  ${folderField(state, known)}
  ${field(description, faults)}
  ${tagsField(state, known)}
  <div class="field of-favourite"><label class="choice"><input type="checkbox" id="favourite" name="favourite" value="yes"${values.favourite && html` checked`}> Favourite</label>${fieldFault('favourite', faults)}</div>
</fieldset>`
}
