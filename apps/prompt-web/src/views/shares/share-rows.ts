import { type Content, html, type Markup } from '@promptbin/html'
import type { Share } from '@promptbin/prompt-store'
import type { Page } from '@promptbin/prompts'
import { icon, moment } from '@promptbin/styles'
import { promptAddress } from '../prompt/prompt-address.ts'
import { dayOf } from '../share/day.ts'
import { shownBy } from './share-choice.ts'

/** One page of shares, as it is shown. */
export interface SharesContent {
  readonly page: Page<Share>
  /** Set on the pages after the first one. */
  readonly cursor?: string | undefined
  readonly now: Date
  /** Where the list stands; each row names its prompt unless that is the page of one. */
  readonly address: string
  readonly namesPrompts: boolean
}

function ending({ expiresAt }: Share, now: Date): Content {
  if (expiresAt === null) return html`<span>without an end</span>`
  const day = html`<time datetime="${expiresAt}">${dayOf(expiresAt)}</time>`
  return new Date(expiresAt) > now
    ? html`<span>until ${day}</span>`
    : html`<span class="badge">ended ${day}</span>`
}

function viewed({ views, lastViewedAt }: Share, now: Date): Markup {
  const count = views === 1 ? '1 view' : `${views} views`
  if (views === 0) return html`<span>not viewed yet</span>`
  return html`<span>${count}${lastViewedAt !== null && html`, the last ${moment(lastViewedAt, now)}`}</span>`
}

/** Asks before a link is dead; it opens without scripts too. */
function revokeDialog({ id, title }: Share): Markup {
  return html`<button class="button button-small button-quiet button-danger" type="button" popovertarget="revoke-${id}">Revoke<span class="sr-only"> the link to ${title}</span></button>
  <div id="revoke-${id}" class="dialog" popover role="dialog" aria-labelledby="revoke-title-${id}">
    <h2 id="revoke-title-${id}">Revoke this link?</h2>
    <p>Whoever has it sees nothing any more, and nothing brings it back. You can make a new one.</p>
    <form class="actions" action="/shares/${id}/revoke" method="post">
      <button class="button button-danger-solid" type="submit">Revoke</button>
      <button class="button" type="button" popovertarget="revoke-${id}" popovertargetaction="hide" autofocus>Keep it</button>
    </form>
  </div>`
}

function row(share: Share, { namesPrompts, now }: SharesContent): Markup {
  const { prompt, title, createdAt, createdBy } = share
  const head = namesPrompts ? html`<a href="${promptAddress(prompt)}">${title}</a>` : shownBy(share)
  return html`<li class="row share-row">
  <div class="row-main">
    <h3 class="row-title">${head}</h3>
    <p class="row-facts">${namesPrompts && html`<span>${shownBy(share)}</span>`}<span>made ${moment(createdAt, now)} by <b>${createdBy}</b></span>${ending(share, now)}${viewed(share, now)}</p>
  </div>
  <div class="actions">${revokeDialog(share)}</div>
</li>`
}

/** The rows of one page, and where the next page is: what "Show more" puts in its own place. */
export function shareRows(content: SharesContent): Markup {
  const { page, address } = content
  const next =
    page.nextCursor !== null && `${address}?cursor=${encodeURIComponent(page.nextCursor)}`
  return html`${page.items.map((share) => row(share, content))}${
    next &&
    html`<li class="more"><a class="button" href="${next}" hx-get="${next}" hx-target="closest li" hx-swap="outerHTML" hx-sync="this:drop">Show more</a></li>`
  }`
}

/** The same as a list, or what there is to say when there are none. */
export function shareList(content: SharesContent, none: Content): Markup {
  const { page, cursor, address } = content
  if (page.items.length === 0 && cursor === undefined) return html`${none}`
  return html`${cursor !== undefined && html`<p class="results-head"><a href="${address}">${icon('arrowLeft')} Back to the beginning</a></p>`}<ol class="rows">${shareRows(content)}</ol>`
}
