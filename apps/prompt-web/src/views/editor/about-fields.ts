import { html, type Markup } from '../markup/html.ts'
import { field } from './field.ts'
import type { FormState } from './form-values.ts'

/** The title, which stands above everything else. */
export function titleField({ values, faults, theirs }: FormState, isNew: boolean): Markup {
  const attributes = html` required maxlength="200" autocomplete="off"${isNew && html` autofocus`}`
  const content = { name: 'title', label: 'Title', value: values.title, theirs: theirs?.title }
  return field({ ...content, attributes }, faults)
}

/** A prompt keeps the name that it was given, so only a new one has this field. */
function nameField({ values, faults }: FormState): Markup {
  return field(
    {
      name: 'name',
      label: 'Name',
      value: values.name,
      hint: 'What AI clients call it. Left empty, it is made from the title.',
      attributes: html` class="mono" maxlength="64" autocomplete="off" autocapitalize="none" spellcheck="false" placeholder="weekly-review" pattern="[a-z0-9]+(-[a-z0-9]+)*" title="Lower-case letters and digits, words joined by “-”"`,
    },
    faults,
  )
}

/** Name, description, folder and tags, all of which may stay empty. */
export function aboutFields(state: FormState, isNew: boolean): Markup {
  const { values, faults, theirs } = state
  const { description, folder, tags } = values
  return html`<fieldset class="fields about">
  <legend>Details <span class="optional">optional</span></legend>
  ${isNew && nameField(state)}
  ${field({ name: 'description', label: 'Description', value: description, theirs: theirs?.description, isLong: true, attributes: html` rows="3" maxlength="2000"` }, faults)}
  ${field({ name: 'folder', label: 'Folder', value: folder, theirs: theirs?.folder, attributes: html` maxlength="200" autocomplete="off" spellcheck="false" placeholder="writing/blog"` }, faults)}
  ${field({ name: 'tags', label: 'Tags', value: tags, theirs: theirs?.tags, hint: 'With commas between them.', attributes: html` maxlength="2600" autocomplete="off" placeholder="review, weekly"` }, faults)}
</fieldset>`
}
