import { html, type Markup } from '@promptbin/html'
import type { Problem } from '@promptbin/service'
import { type SharedSite, sharedFrame } from './shared-frame.ts'

/** What went wrong with a link, the same for everybody: it has no number of the request. */
export function sharedProblemPage(
  site: SharedSite,
  { status, detail, hint }: Pick<Problem, 'status' | 'detail' | 'hint'>,
): Markup {
  const body = html`<div class="problem">
  <p class="problem-status" aria-hidden="true">${status}</p>
  <h1>${detail}</h1>
  <p class="lead">${hint}</p>
</div>`
  return sharedFrame(site, detail, body)
}
