import { html, type Markup } from '@promptbin/html'
import { icon } from '@promptbin/styles'

/** The pages that the head of every page leads to. */
const entries = [
  ['library', '/', 'Library'],
  ['import', '/import', 'Import'],
  ['export', '/export', 'Export'],
  ['shares', '/shares', 'Shares'],
  ['trash', '/trash', 'Trash'],
  ['docs', '/docs', 'API'],
  ['connect', '/connect', 'Connect'],
  ['account', '/account', 'Account'],
] as const

/** Which entry of the navigation a page is. */
export type Entry = (typeof entries)[number][0] | 'new'

/** The main navigation; where there is no room for it, a button opens it. */
export function navigation(current: Entry | undefined): Markup {
  const here = (key: Entry) => current === key && html` aria-current="page"`
  const links = entries.map(
    ([key, address, name]) => html`<a href="${address}"${here(key)}>${name}</a>`,
  )
  return html`<nav class="bar-nav" aria-label="Main">
    <div id="menu" class="bar-links" popover>${links}</div>
    <a class="button button-primary" href="/prompts/new"${here('new')}>${icon('plus')}<span>New<span class="wide-only"> prompt</span></span></a>
    <button class="button button-bare bar-menu" type="button" popovertarget="menu" aria-label="Menu">${icon('menu')}</button>
  </nav>`
}
