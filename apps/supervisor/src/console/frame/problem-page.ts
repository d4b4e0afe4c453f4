import { html } from '@promptbin/html'
import type { Problem } from '@promptbin/service'
import { address } from '../markup/address.ts'
import type { PageContent } from './page.ts'

/** What went wrong, what to do now, and where to find more of it. */
export function problemPage({ status, detail, hint, code, requestId }: Problem): PageContent {
  const isOurs = status >= 500
  return {
    title: detail,
    place: '',
    status,
    body: html`<div class="problem">
  <p class="problem-status">${status}</p>
  <h1>${detail}</h1>
  <p class="lead">${hint}</p>
  <p class="actions"><a class="button button-primary" href="/">To the overview</a>${isOurs && html`<a class="button" href="${address('/logs', { request: requestId })}">Log of this request</a>`}</p>
  <p class="fine"><code>${code}</code> · request <code>${requestId}</code></p>
</div>`,
  }
}
