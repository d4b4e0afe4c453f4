import { type Content, html, type Markup } from '@promptbin/html'
import { type Composition, effectiveVariables } from '@promptbin/prompts'
import { icon, moment } from '@promptbin/styles'
import { page, type Site } from '../frame/page.ts'
import { includesCard } from '../includes/related-prompts.ts'
import { messagesAsJson } from '../message/messages-as-json.ts'
import { crumbs } from '../prompt/crumbs.ts'
import { diffAddress, promptAddress, versionAddress } from '../prompt/prompt-address.ts'
import { promptText } from '../prompt/prompt-text.ts'
import { byline } from './byline.ts'
import { labelBadges } from './label-badges.ts'
import { modelSettings } from './model-settings.ts'
import { restoreDialog } from './restore-dialog.ts'
import { variableTable } from './variable-table.ts'

/** One version with all that it includes. */
export interface VersionContent {
  readonly composition: Composition
  readonly now: Date
  readonly notice?: Content
}

function step(name: string, n: number, isThere: boolean, label: Content): Content {
  return isThere && html`<a class="button" href="${versionAddress(name, n)}">${label}</a>`
}

function actions({ prompt }: Composition): Markup {
  const { name, latest, version } = prompt
  const { n } = version
  return html`<div class="actions">
    ${step(name, n - 1, n > 1, html`${icon('arrowLeft')} Older`)}
    ${step(name, n + 1, n < latest, html`Newer ${icon('arrowRight')}`)}
    ${n < latest && restoreDialog(prompt)}
    <a class="button button-quiet" href="/prompts/${name}/history">${icon('history')} History</a>
  </div>`
}

/** What else can be done from a version: try it, compare it, give it a label. */
function ways({ prompt }: Composition): Markup {
  const { name, latest, version } = prompt
  const { n } = version
  const labels = `/prompts/${name}/labels?version=${n}`
  const share = `/prompts/${name}/shares?version=${n}`
  return html`<p class="ways">${n > 1 && html`<a href="${diffAddress(name, n - 1, n)}">What changed in it</a>`}${
    n < latest && html`<a href="${diffAddress(name, n, latest)}">What changed since</a>`
  }<a href="${promptAddress(name, { version: n })}">Try it</a><a href="${labels}">Give it a label</a><a href="${share}">Share it</a></p>`
}

/** One version of a prompt as it was saved, only to read; an older one can be restored. */
export function versionPage(site: Site, { composition, now, notice }: VersionContent): Markup {
  const { prompt, included } = composition
  const { latest, version, labels } = prompt
  const { n, message, messages, variables, modelConfig, createdAt, sha256 } = version
  const shown = effectiveVariables(variables, included)
  const body = html`${notice}${crumbs(prompt)}
<div class="title-line">
  <h1>Version ${n} <span class="of">of ${latest}</span>${labelBadges(labels, n, latest)}</h1>
  ${actions(composition)}
</div>
${message && html`<p class="lead">${message}</p>`}
<div class="facts"><span>${moment(createdAt, now)} ${byline(version)}</span><code class="hash" title="SHA-256 of text, variables and model settings">${sha256}</code></div>
${ways(composition)}
<div class="alone"><div class="column">${promptText({ messages, variables: shown, included, heading: 'Text' })}${variableTable(variables)}${modelSettings(modelConfig)}${includesCard(included)}${messagesAsJson(messages)}</div></div>`
  return page(site, { title: `${prompt.title}, version ${n}`, body })
}
