import { type Content, html, type Markup } from '@promptbin/html'
import type { SharedPrompt } from '@promptbin/prompt-store'
import { includesOf, textOf } from '@promptbin/prompts'
import { messagesAsJson } from '../message/messages-as-json.ts'
import { promptText } from '../prompt/prompt-text.ts'
import { modelSettings } from '../versions/model-settings.ts'
import { variableTable } from '../versions/variable-table.ts'
import { dayOf } from './day.ts'
import { type SharedSite, sharedFrame } from './shared-frame.ts'

/** A prompt that others include is not shown with it: one link shows one prompt. */
function includes({ version: { messages } }: SharedPrompt): Content {
  const references = includesOf(messages)
  if (references.length === 0) return null
  const names = references.map(
    (reference, at) => html`${at > 0 && ', '}<code class="place">{{> ${reference}}}</code>`,
  )
  return html`<p class="fine">The text refers to other prompts, which are not shared with it: ${names}.</p>`
}

function facts({ version, expiresAt }: SharedPrompt): Markup {
  return html`<div class="facts"><span>Version ${version.n}, read only</span>${
    expiresAt !== null &&
    html`<span>This link works until <time datetime="${expiresAt}">${dayOf(expiresAt)}</time></span>`
  }</div>`
}

/** One prompt as a stranger may see it who has the link. */
export function sharedPage(site: SharedSite, shared: SharedPrompt): Markup {
  const { title, description, version } = shared
  const { messages, variables, modelConfig } = version
  const hasText = messages.some((message) => textOf(message) !== '')
  const body = html`<h1>${title}</h1>
${description && html`<p class="lead">${description}</p>`}
${facts(shared)}
<div class="alone"><div class="column">${promptText({ messages, variables, heading: hasText ? 'Text' : 'Messages' })}${includes(shared)}${variableTable(variables)}${modelSettings(modelConfig)}${messagesAsJson(messages)}</div></div>
<p class="fine shared-foot">Shared from PromptBin</p>`
  return sharedFrame(site, title, body)
}
