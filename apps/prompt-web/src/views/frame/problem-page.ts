import { type Content, html, type Markup } from '@promptbin/html'
import type { Problem } from '@promptbin/service'
import { page, type Site } from './page.ts'

/** What to do where the hint of an error speaks to programs more than to people. */
const advice: Readonly<Record<string, Content>> = {
  PB_PROMPT_NOT_FOUND: html`It may be in the trash, or the address has a slip. <a href="/">Search the library</a>, or <a href="/prompts/new">write it</a>.`,
  PB_VERSION_NOT_FOUND: html`Its history lists the versions that there are.`,
  PB_BODY_TOO_LARGE: html`Go back in your browser: what you wrote is still there. Shorten it, or make two prompts of it.`,
  PB_AUTH_REQUIRED: html`<a href="/login" target="_blank">Log in in another tab</a>, then go back and send it again: what you wrote is still there.`,
  PB_SCOPE_INSUFFICIENT: html`<a href="/account">Your account</a> says who you are here and what you may. Whoever runs PromptBin can give you more.`,
  PB_CURSOR_INVALID: html`The list has changed since. <a href="/">Begin again at the top.</a>`,
}

/** A page for what went wrong: what, what to do now, and what to tell whoever runs PromptBin. */
export function problemPage(
  site: Site,
  { status, detail, hint, code, requestId }: Problem,
): Markup {
  const body = html`<div class="problem">
  <p class="problem-status" aria-hidden="true">${status}</p>
  <h1>${detail}</h1>
  <p class="lead">${advice[code] ?? hint}</p>
  <p class="actions"><a class="button button-primary" href="/">To the library</a></p>
  <p class="fine"><code>${code}</code> · request <code>${requestId}</code></p>
</div>`
  return page(site, { title: detail, body })
}
