import { type Content, html, type Markup } from '@promptbin/html'
import type { Message } from '@promptbin/prompts'

/** More would make the page slow, and nobody reads it. */
const longestShown = 131_072

/** Messages as a program takes them; `isUpdate` is for a page that shows some already. */
export function messagesJson(messages: readonly Message[], isUpdate = false): Markup {
  const json = JSON.stringify(messages, null, 2)
  const text: Content = json.length > longestShown ? 'Too long to be shown here.' : json
  return html`<pre id="messages-json" tabindex="0" role="region" aria-label="Messages as JSON"${isUpdate && html` hx-swap-oob="true"`}>${text}</pre>`
}

/** The same messages as JSON, folded, to be copied into a program. */
export function messagesAsJson(messages: readonly Message[]): Markup {
  return html`<details class="card fold as-json">
  <summary>As JSON messages</summary>
  <div class="snippet">${messagesJson(messages)}<button class="button button-small needs-script" type="button" data-copy="#messages-json">Copy</button></div>
</details>`
}
