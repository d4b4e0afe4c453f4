import { type Content, html, type Markup } from '@promptbin/html'
import type { Prompt } from '@promptbin/prompts'
import { field } from '../editor/field.ts'
import type { FieldFaults } from '../editor/form-values.ts'
import { page, type Site } from '../frame/page.ts'
import { crumbs } from './crumbs.ts'
import { promptAddress } from './prompt-address.ts'

/** The form of a copy, as it was typed. */
export interface DuplicateContent {
  readonly prompt: Prompt
  readonly title: string
  readonly name: string
  readonly faults: FieldFaults
  readonly notice?: Content
}

/** The page that asks for the title and the name of a copy. */
export function duplicatePage(site: Site, content: DuplicateContent): Markup {
  const { prompt, title, name, faults, notice } = content
  const isNameWrong = faults.has('name') && !faults.has('title')
  const focused = html` autofocus`
  const nameAttributes = html`${isNameWrong && focused} class="mono" maxlength="64" autocomplete="off" autocapitalize="none" spellcheck="false" pattern="[a-z0-9]+(-[a-z0-9]+)*" title="Lower-case letters and digits, words joined by “-”"`
  const body = html`${notice}${crumbs(prompt)}
<div class="narrow">
  <h1>Duplicate</h1>
  <p class="lead">The copy begins with the newest text, version ${prompt.latest}, and a history of its own. What you change in one does not change the other.</p>
  <form class="duplicate-form" action="/prompts/${prompt.name}/duplicate" method="post">
    ${field({ name: 'title', label: 'Title', value: title, attributes: html` required maxlength="200" autocomplete="off"${!isNameWrong && focused}` }, faults)}
    ${field({ name: 'name', label: html`Name <span class="optional">optional</span>`, value: name, hint: 'What AI clients call it. Left empty, it is made from the title.', attributes: nameAttributes }, faults)}
    <p class="actions"><button class="button button-primary" type="submit">Duplicate</button> <a class="button button-quiet" href="${promptAddress(prompt.name)}">Cancel</a></p>
  </form>
</div>`
  return page(site, { title: `Duplicate ${prompt.title}`, body })
}
