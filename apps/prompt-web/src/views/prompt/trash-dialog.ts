import type { Prompt } from '@promptbin/prompts'
import { html, type Markup } from '../markup/html.ts'
import { icon } from '../markup/icon.ts'

/** Asks before a prompt goes to the trash; it opens without scripts too. */
export function trashDialog({ name, title, generation }: Prompt): Markup {
  return html`<button class="button button-small button-quiet button-danger" type="button" popovertarget="trash">${icon('trash')} Move to trash</button>
<div id="trash" class="dialog" popover role="dialog" aria-labelledby="trash-title">
  <h2 id="trash-title">Move “${title}” to the trash?</h2>
  <p>It disappears from the library and from all AI clients, and its name becomes free. The trash keeps its text and all of its versions.</p>
  <form class="actions" action="/prompts/${name}/trash" method="post">
    <input type="hidden" name="generation" value="${generation}">
    <button class="button button-danger-solid" type="submit">Move to trash</button>
    <button class="button" type="button" popovertarget="trash" popovertargetaction="hide" autofocus>Keep it</button>
  </form>
</div>`
}
