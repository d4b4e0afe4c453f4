import { html, type Markup } from '@promptbin/html'
import { page, type Site } from '../frame/page.ts'
import { connectGuide } from './connect.ts'

/** How AI clients reach this library, as a page of its own. */
export function connectPage(site: Site): Markup {
  const body = html`<div class="narrow">
  <h1>Connect an AI client</h1>
  ${connectGuide(site.mcpUrl)}
  <h2>What the client then has</h2>
  <ul class="plain">
    <li>Every prompt of the library as a prompt of the client, with its variables as arguments.</li>
    <li>The tools <code>search_prompts</code> and <code>render_prompt</code>, for clients that show no prompts.</li>
    <li>The version with the label <code>production</code>, or the newest where that is not set, from the moment you save it here.</li>
  </ul>
</div>`
  return page(site, { title: 'Connect', body, current: 'connect' })
}
