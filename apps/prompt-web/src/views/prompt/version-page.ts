import type { Prompt } from '@promptbin/prompts'
import { page, type Site } from '../frame/page.ts'
import { type Content, html, type Markup } from '../markup/html.ts'
import { icon } from '../markup/icon.ts'
import { moment } from '../markup/moment.ts'
import { byline } from './history-page.ts'
import { promptAddress } from './prompt-address.ts'
import { crumbs } from './prompt-page.ts'
import { promptText } from './prompt-text.ts'
import { variableTable } from './variables.ts'

function step(name: string, n: number, isThere: boolean, label: Content): Content {
  return isThere && html`<a class="button" href="/prompts/${name}/versions/${n}">${label}</a>`
}

/** One version of a prompt as it was saved, only to read. */
export function versionPage(
  site: Site,
  { prompt, now }: { readonly prompt: Prompt; readonly now: Date },
): Markup {
  const { name, latest, version } = prompt
  const { n, message, messages, variables, createdAt, sha256 } = version
  const isNewest = n === latest
  const body = html`${crumbs(prompt)}
<div class="title-line">
  <h1>Version ${n} <span class="of">of ${latest}</span></h1>
  <div class="actions">
    ${step(name, n - 1, n > 1, html`${icon('arrowLeft')} Older`)}
    ${step(name, n + 1, n < latest, html`Newer ${icon('arrowRight')}`)}
    <a class="button button-quiet" href="/prompts/${name}/history">${icon('history')} History</a>
  </div>
</div>
${message && html`<p class="lead">${message}</p>`}
<div class="facts"><span>${moment(createdAt, now)} ${byline(version)}</span><code class="hash" title="SHA-256 of text and variables">${sha256}</code></div>
${
  !isNewest &&
  html`<div class="notice">${icon('history')}<p>This is how the prompt once was. <a href="${promptAddress(name)}">See it as it is now.</a></p></div>`
}
<div class="alone"><div class="column">${promptText({ messages, variables, heading: 'Text' })}${variableTable(variables)}</div></div>`
  return page(site, { title: `${prompt.title}, version ${n}`, body })
}
