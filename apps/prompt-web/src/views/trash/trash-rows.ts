import { html, type Markup } from '@promptbin/html'
import type { TrashedPrompt } from '@promptbin/prompt-store'
import type { Page } from '@promptbin/prompts'
import { icon, moment } from '@promptbin/styles'

/** One page of the trash, as it is shown. */
export interface TrashContent {
  readonly page: Page<TrashedPrompt>
  /** Set on the pages after the first one. */
  readonly cursor?: string | undefined
  readonly now: Date
}

const dayMs = 24 * 60 * 60 * 1_000
const relative = new Intl.RelativeTimeFormat('en')
const day = new Intl.DateTimeFormat('en', { dateStyle: 'long' })

/** How long something is still kept: "in 12 days". */
function timeLeft(expiresAt: string, now: Date): Markup {
  const date = new Date(expiresAt)
  const days = Math.ceil((date.getTime() - now.getTime()) / dayMs)
  const told = days <= 1 ? 'within a day' : relative.format(days, 'day')
  return html`<time datetime="${expiresAt}" title="${day.format(date)}">${told}</time>`
}

/** Asks before a prompt is gone; it opens without scripts too. */
function purgeDialog({ id, title, latest }: TrashedPrompt): Markup {
  return html`<button class="button button-small button-quiet button-danger" type="button" popovertarget="purge-${id}">Delete for good<span class="sr-only">: ${title}</span></button>
  <div id="purge-${id}" class="dialog" popover role="dialog" aria-labelledby="purge-title-${id}">
    <h2 id="purge-title-${id}">Delete “${title}” for good?</h2>
    <p>${latest === 1 ? 'Its one version goes' : `All ${latest} versions go`} with it, and nothing brings ${latest === 1 ? 'it' : 'them'} back.</p>
    <form class="actions" action="/trash/${id}/purge" method="post">
      <input type="hidden" name="title" value="${title}">
      <button class="button button-danger-solid" type="submit">Delete for good</button>
      <button class="button" type="button" popovertarget="purge-${id}" popovertargetaction="hide" autofocus>Keep it</button>
    </form>
  </div>`
}

function trashRow(prompt: TrashedPrompt, now: Date): Markup {
  const { id, name, title, folder, trashedAt, expiresAt } = prompt
  return html`<li class="row trash-row">
  <div class="row-main">
    <h2 class="row-title">${title}</h2>
    <p class="row-facts"><code>${name}</code>${folder !== '' && html`<span class="folder">${icon('folder')}${folder}</span>`}<span>thrown away ${moment(trashedAt, now)}</span><span>gone for good ${timeLeft(expiresAt, now)}</span></p>
  </div>
  <div class="actions">
    <form action="/trash/restore" method="post">
      <input type="hidden" name="name" value="${id}"><input type="hidden" name="was" value="${name}">
      <button class="button button-small" type="submit">${icon('undo')} Restore<span class="sr-only">: ${title}</span></button>
    </form>
    ${purgeDialog(prompt)}
  </div>
</li>`
}

/** The rows of one page, and where the next page is: what "Show more" puts in its own place. */
export function trashRows({ page, now }: TrashContent): Markup {
  const next = page.nextCursor !== null && `/trash?cursor=${encodeURIComponent(page.nextCursor)}`
  return html`${page.items.map((prompt) => trashRow(prompt, now))}${
    next &&
    html`<li class="more"><a class="button" href="${next}" hx-get="${next}" hx-target="closest li" hx-swap="outerHTML" hx-sync="this:drop">Show more</a></li>`
  }`
}
