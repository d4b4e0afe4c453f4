import { html, type Markup } from '@promptbin/html'
import type { Prompt } from '@promptbin/prompts'
import { icon } from '@promptbin/styles'

/**
 * A star that marks a prompt as a favourite, or takes that back. It tells the prompt's generation,
 * which every change raises, so that the other forms of the page stay current.
 */
export function favouriteButton({ name, favourite, generation }: Prompt): Markup {
  const address = `/prompts/${name}/favourite`
  return html`<form id="favourite" class="favourite" action="${address}" method="post" hx-post="${address}" hx-target="this" hx-swap="outerMorph" data-generation="${generation}">
  <button class="button button-bare" type="submit" name="favourite" value="${favourite ? 'no' : 'yes'}" aria-pressed="${favourite ? 'true' : 'false'}" aria-label="Favourite" title="${favourite ? 'A favourite of yours' : 'Make it a favourite'}">${icon('star')}</button>
</form>`
}
