import { type Content, html, type Markup } from '@promptbin/html'
import { icon } from '@promptbin/styles'
import { page, type Site } from '../frame/page.ts'
import { type SharesContent, shareList } from './share-rows.ts'

const none = html`<div class="empty">
    <p class="empty-sign">${icon('link')}</p>
    <p><b>Nothing is shared.</b></p>
    <p class="fine">“Share” on the page of a prompt makes a link that shows that prompt to whoever has it.</p>
    <p><a class="button" href="/">To the library</a></p>
  </div>`

/** All links that were given out, of all prompts. */
export function sharesPage(site: Site, shares: SharesContent, notice?: Content): Markup {
  const isEmpty = shares.page.items.length === 0 && shares.cursor === undefined
  const body = html`${notice}<div class="page-head">
  <h1>Shares</h1>
  ${!isEmpty && html`<p class="lead">Each link shows one prompt to whoever has it, until it ends or is revoked.</p>`}
</div>
${!isEmpty && html`<h2 class="sr-only">Links</h2>`}
${shareList(shares, none)}`
  return page(site, { title: 'Shares', body, current: 'shares' })
}
