import { html, type Markup } from '@promptbin/html'
import { icon } from '@promptbin/styles'

/** Says on every page why nothing can be saved just now. */
export function maintenanceNotice(reason: string): Markup {
  return html`<div class="notice notice-warn" role="status">
    ${icon('alert')}
    <p><strong>PromptBin is in maintenance.</strong> ${reason} Prompts can be read and used; changes are refused until it is over.</p>
  </div>`
}
