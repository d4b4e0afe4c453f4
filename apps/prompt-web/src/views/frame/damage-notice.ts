import { html, type Markup } from '@promptbin/html'
import { icon } from '@promptbin/styles'

/** Says on every page that the library is only read, and who can mend it. */
export function damageNotice(): Markup {
  return html`<div class="notice notice-warn" role="status">
    ${icon('alert')}
    <p><strong>The library is damaged.</strong> Most prompts can be read and used; changes are refused. Whoever runs PromptBin can recover it with <code>promptbin recover</code>.</p>
  </div>`
}
