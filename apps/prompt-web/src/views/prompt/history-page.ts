import type { VersionSummary } from '@promptbin/prompt-store'
import type { Page, Prompt } from '@promptbin/prompts'
import { page, type Site } from '../frame/page.ts'
import { type Content, html, type Markup } from '../markup/html.ts'
import { moment } from '../markup/moment.ts'
import { crumbs } from './prompt-page.ts'

/** Who saved a version, and with what. */
export function byline({ author, client }: Pick<VersionSummary, 'author' | 'client'>): Content {
  return html`by <b>${author}</b> with <b>${client}</b>`
}

function entry(name: string, latest: number, version: VersionSummary, now: Date): Markup {
  const { n, message, createdAt, sha256 } = version
  return html`<li class="entry">
    <h2><a class="row-link" href="/prompts/${name}/versions/${n}">Version ${n}</a>${n === latest && html` <span class="badge">newest</span>`}</h2>
    <p class="entry-message">${message || html`<i>No message</i>`}</p>
    <p class="fine">${moment(createdAt, now)} ${byline(version)} · <code title="SHA-256 of text and variables">${sha256.slice(0, 10)}</code></p>
  </li>`
}

/** All versions of a prompt, newest first. */
export function historyPage(
  site: Site,
  {
    prompt,
    versions,
    now,
  }: { readonly prompt: Prompt; readonly versions: Page<VersionSummary>; readonly now: Date },
): Markup {
  const { items, total } = versions
  const title = `History of ${prompt.title}`
  const body = html`${crumbs(prompt)}
<div class="narrow">
  <h1>History</h1>
  <p class="lead">Every save of text or variables makes a version. Versions never change.</p>
  ${!total.exact && html`<p class="fine">These are the newest ${items.length}.</p>`}
  <ol class="entries" reversed>${items.map((item) => entry(prompt.name, prompt.latest, item, now))}</ol>
</div>`
  return page(site, { title, body })
}
