import { html, type Markup } from '@promptbin/html'
import type { PromptSummary } from '@promptbin/prompts'
import { icon } from '@promptbin/styles'

/** What a star needs to know of its prompt. */
export type Starred = Pick<PromptSummary, 'name' | 'title' | 'favourite'>

/** The star of a prompt in a list; without scripts it leads back to that list. */
export function rowStar({ name, title, favourite }: Starred): Markup {
  const address = `/prompts/${name}/favourite`
  return html`<form class="row-star" action="${address}" method="post" hx-post="${address}" hx-target="this" hx-swap="outerMorph">
    <input type="hidden" name="view" value="row">
    <button class="button button-bare" type="submit" name="favourite" value="${favourite ? 'no' : 'yes'}" aria-pressed="${favourite ? 'true' : 'false'}" aria-label="Favourite: ${title}" title="${favourite ? 'A favourite of yours' : 'Make it a favourite'}">${icon('star')}</button>
  </form>`
}
