import { html, type Markup } from '@promptbin/html'
import type { Problem } from '@promptbin/service'
import { icon } from '@promptbin/styles'

/** Why a part of a page cannot be shown, and what to do about it. */
export function problemNote({ detail, hint, code }: Problem): Markup {
  return html`<div class="notice notice-warn">${icon('info')}<div><p><strong>${detail}</strong> ${hint}</p><p class="fine"><code>${code}</code></p></div></div>`
}
