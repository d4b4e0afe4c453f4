import { type Content, html, type Markup } from '@promptbin/html'
import type { VersionSummary } from '@promptbin/prompt-store'
import type { Page, Prompt } from '@promptbin/prompts'
import { moment } from '@promptbin/styles'
import { page, type Site } from '../frame/page.ts'
import { crumbs } from '../prompt/crumbs.ts'
import { versionAddress } from '../prompt/prompt-address.ts'
import { byline } from './byline.ts'
import { labelBadges } from './label-badges.ts'

/** A prompt and the list of its versions. */
export interface HistoryContent {
  readonly prompt: Prompt
  readonly versions: Page<VersionSummary>
  readonly now: Date
}

/** Two buttons that choose a version for a comparison, the newest two at first. */
function choice(n: number, latest: number): Markup {
  const radio = (name: 'from' | 'to', label: string, isChosen: boolean) =>
    html`<label class="choice"><input type="radio" name="${name}" value="${n}"${isChosen && html` checked`}> <span aria-hidden="true">${label}</span><span class="sr-only">${label}: version ${n}</span></label>`
  const previous = Math.max(latest - 1, 1)
  return html`<div class="entry-choice">${radio('from', 'older', n === previous)}${radio('to', 'newer', n === latest)}</div>`
}

function entry({ name, latest, labels }: Prompt, version: VersionSummary, now: Date): Markup {
  const { n, message, createdAt, sha256 } = version
  return html`<li class="entry">
    <h2><a class="row-link" href="${versionAddress(name, n)}">Version ${n}</a>${labelBadges(labels, n, latest)}</h2>
    <p class="entry-message">${message || html`<i>No message</i>`}</p>
    <p class="fine">${moment(createdAt, now)} ${byline(version)} · <code title="SHA-256 of text, variables and model settings">${sha256.slice(0, 10)}</code></p>
    ${latest > 1 && choice(n, latest)}
  </li>`
}

function compareBar(): Content {
  return html`<div class="compare-bar"><p class="fine">Choose an older and a newer version.</p><button class="button" type="submit">Compare</button></div>`
}

/** All versions of a prompt, newest first, and a way to compare any two of them. */
export function historyPage(site: Site, { prompt, versions, now }: HistoryContent): Markup {
  const { name, latest, title } = prompt
  const { items, total } = versions
  const body = html`${crumbs(prompt)}
<div class="narrow">
  <h1>History</h1>
  <p class="lead">Every save of text, variables or model settings makes a version. Versions never change, and an older one can be restored from its page.</p>
  ${!total.exact && html`<p class="fine">These are the newest ${items.length}.</p>`}
  <form action="/prompts/${name}/diff" method="get">
    ${latest > 1 && compareBar()}
    <ol class="entries" reversed>${items.map((item) => entry(prompt, item, now))}</ol>
  </form>
</div>`
  return page(site, { title: `History of ${title}`, body })
}
