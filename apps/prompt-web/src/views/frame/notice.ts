import { type Content, html, type Markup } from '@promptbin/html'
import type { Problem } from '@promptbin/service'
import { icon } from '@promptbin/styles'

/** Good news after something was done, perhaps with a way to take it back. */
export function success(content: Content, action?: Content): Markup {
  return html`<div class="notice notice-good" role="status">${icon('check')}<p>${content}</p>${action}</div>`
}

/** What went wrong, what to do about it, and what to tell whoever runs PromptBin. */
export function problemNotice({ code, detail, hint, requestId }: Problem): Markup {
  return html`<div class="notice notice-bad" role="alert">
    ${icon('alert')}
    <div>
      <p><strong>${detail}</strong> ${hint}</p>
      <p class="fine"><code>${code}</code> · request <code>${requestId}</code></p>
    </div>
  </div>`
}
