import { type Content, html, type Markup } from '@promptbin/html'
import type { Use } from '@promptbin/prompt-store'
import type { Prompt } from '@promptbin/prompts'
import { icon } from '@promptbin/styles'
import { promptAddress } from './prompt-address.ts'

/** As many prompts as a person looks at before deciding. */
const shownUses = 10

/** Which prompts would miss the text of this one. */
function broken(uses: readonly Use[]): Content {
  if (uses.length === 0) return null
  const more = uses.length - shownUses
  const who = uses.length === 1 ? 'Another prompt includes' : `${uses.length} prompts include`
  return html`<div class="text-problems">${icon('alert')}<div><p><b>${who} it.</b> Where its text stands there now, only the reference would remain:</p>
  <ul class="plain">${uses.slice(0, shownUses).map(({ name, title }) => html`<li><a href="${promptAddress(name)}">${title}</a></li>`)}${more > 0 && html`<li>and ${more} more</li>`}</ul></div></div>`
}

/** The buttons that move a prompt to the trash, and what they send along. */
export function trashForm(prompt: Prompt, uses: readonly Use[], cancel: Content): Markup {
  const isUsed = uses.length > 0
  return html`${broken(uses)}<form class="actions" action="/prompts/${prompt.name}/trash" method="post">
    <input type="hidden" name="generation" value="${prompt.generation}">
    ${isUsed && html`<input type="hidden" name="evenIfUsed" value="yes">`}
    <button class="button button-danger-solid" type="submit">${isUsed ? 'Move to trash anyway' : 'Move to trash'}</button>
    ${cancel}
  </form>`
}

/** Asks before a prompt goes to the trash, naming what would break; it opens without scripts too. */
export function trashDialog(prompt: Prompt, uses: readonly Use[]): Markup {
  const keep = html`<button class="button" type="button" popovertarget="trash" popovertargetaction="hide" autofocus>Keep it</button>`
  return html`<button class="button button-small button-quiet button-danger" type="button" popovertarget="trash">${icon('trash')} Move to trash</button>
<div id="trash" class="dialog" popover role="dialog" aria-labelledby="trash-title">
  <h2 id="trash-title">Move “${prompt.title}” to the trash?</h2>
  <p>It disappears from the library and from all AI clients, and its name becomes free. The trash keeps its text and all of its versions for 30 days.</p>
  ${trashForm(prompt, uses, keep)}
</div>`
}
