import { type Content, html, type Markup } from '@promptbin/html'
import type { Resource } from '@promptbin/prompts'
import { icon } from '@promptbin/styles'

/** Longer texts are shown folded, so that the message around them stays readable. */
const openLength = 400

/** Only web pages are linked: every other scheme could start a program or run a script. */
function address(uri: string): Content {
  const isWeb = URL.canParse(uri) && /^https?:$/.test(new URL(uri).protocol)
  return isWeb
    ? html`<a class="uri" href="${uri}" rel="noopener noreferrer">${uri}</a>`
    : html`<span class="uri">${uri}</span>`
}

function embedded(text: string, where: string): Markup {
  return html`<details${text.length <= openLength && html` open`}>
    <summary>Text that is sent along</summary>
    <pre class="resource-text" tabindex="0" role="region" aria-label="Text of the resource ${where}">${text}</pre>
  </details>`
}

/** Something that stands elsewhere, and the text of it that a message carries. Nothing is fetched. */
export function resourceCard({ uri, mimeType, text }: Resource, where: string): Markup {
  return html`<div class="part-resource">
    <p class="resource-head">${icon('link')} <span class="sr-only">Resource </span>${address(uri)}${mimeType && html` <span class="fine">${mimeType}</span>`}</p>
    ${text === undefined ? html`<p class="fine">Only its address is sent.</p>` : embedded(text, where)}
  </div>`
}
