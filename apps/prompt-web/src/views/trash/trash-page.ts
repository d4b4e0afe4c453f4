import { type Content, html, type Markup } from '@promptbin/html'
import { icon } from '@promptbin/styles'
import { success } from '../frame/notice.ts'
import { page, type Site } from '../frame/page.ts'
import { listNotice } from '../list/list-notice.ts'
import { type TrashContent, trashRows } from './trash-rows.ts'

/** The trash as a whole page, and what was just done in it. */
export interface TrashPageContent extends TrashContent {
  readonly restored?: readonly string[]
  readonly was?: string
  readonly purged?: string
}

function empty(): Markup {
  return html`<div class="empty">
    <p class="empty-sign">${icon('trash')}</p>
    <p><b>The trash is empty.</b></p>
    <p class="fine">What you throw away stays here for 30 days, with all of its versions.</p>
    <p><a class="button" href="/">To the library</a></p>
  </div>`
}

function notice({ restored = [], was, purged }: TrashPageContent): Content {
  if (purged) return success(html`<b>${purged}</b> is gone for good.`)
  return listNotice({ restored, ...(was && { was }) })
}

/** What was thrown away: back into the library, or gone for good. */
export function trashPage(site: Site, content: TrashPageContent): Markup {
  const { page: found, cursor } = content
  const isEmpty = found.items.length === 0 && cursor === undefined
  const body = html`${notice(content)}<div class="page-head">
  <h1>Trash</h1>
  ${!isEmpty && html`<p class="lead">Prompts stay here for 30 days. Then they are deleted, with all of their versions.</p>`}
</div>
${cursor !== undefined && html`<p class="results-head"><a href="/trash">${icon('arrowLeft')} Back to the beginning</a></p>`}
${isEmpty ? empty() : html`<ol class="rows">${trashRows(content)}</ol>`}`
  return page(site, { title: 'Trash', body, current: 'trash' })
}
