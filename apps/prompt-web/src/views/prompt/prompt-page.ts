import { type Content, html, type Markup } from '@promptbin/html'
import type { Use } from '@promptbin/prompt-store'
import {
  type Composition,
  effectiveVariables,
  type LabelMove,
  type Selector,
  type Variable,
} from '@promptbin/prompts'
import { icon } from '@promptbin/styles'
import { page, type Site } from '../frame/page.ts'
import { includesCard, usesCard } from '../includes/related-prompts.ts'
import { labelCard } from '../labels/label-card.ts'
import { messagesAsJson } from '../message/messages-as-json.ts'
import { renderedText } from '../try/rendered-text.ts'
import { tryForm } from '../try/try-form.ts'
import type { Tried } from '../try/typed-values.ts'
import { modelSettings } from '../versions/model-settings.ts'
import { variableTable } from '../versions/variable-table.ts'
import { chosenVersion } from './chosen-version.ts'
import { crumbs } from './crumbs.ts'
import { favouriteButton } from './favourite.ts'
import { promptAddress } from './prompt-address.ts'
import { promptDetails } from './prompt-details.ts'
import { promptText } from './prompt-text.ts'

/** A prompt in one version, what is around it, and what somebody tries with it. */
export interface PromptContent {
  readonly composition: Composition
  /** Which version was asked for. */
  readonly selector: Selector
  /** Who includes it. */
  readonly uses: readonly Use[]
  /** The moves of its labels, the newest first. */
  readonly moves: readonly LabelMove[]
  readonly now: Date
  readonly tried?: Tried
  readonly notice?: Content
}

/** The text of a prompt as it is written. */
export function writtenText({ prompt: { version }, included }: Composition): Markup {
  const variables = effectiveVariables(version.variables, included)
  return promptText({ messages: version.messages, variables, included, heading: 'Text' })
}

function titleLine({ composition: { prompt }, selector }: PromptContent): Markup {
  const { name, title } = prompt
  return html`<div class="title-line">
  <h1>${title}</h1>
  <div class="actions">
    ${favouriteButton(prompt)}
    <button class="button button-quiet needs-script" type="button" data-copy-link="${promptAddress(name, selector)}" aria-label="Copy link">${icon('link')}<span class="wide-only">Copy link</span></button>
    <a class="button button-quiet" href="/prompts/${name}/shares" aria-label="Share">${icon('share')}<span class="wide-only">Share</span></a>
    <a class="button button-quiet" href="/prompts/${name}/duplicate" aria-label="Duplicate">${icon('duplicate')}<span class="wide-only">Duplicate</span></a>
    <a class="button" href="/prompts/${name}/edit" aria-keyshortcuts="e" data-edit>${icon('pencil')} Edit</a>
  </div>
</div>`
}

/** What stands below the text. */
function below(
  { composition, uses, tried }: PromptContent,
  variables: readonly Variable[],
): Markup {
  const { prompt, included } = composition
  const { name, version } = prompt
  const messages = tried?.rendering.messages ?? version.messages
  return html`${variableTable(variables)}${modelSettings(version.modelConfig)}${includesCard(included)}${usesCard(name, uses)}${messagesAsJson(messages)}`
}

/** The text, beside it the form and what is known of the prompt, below it the rest. */
function columns(content: PromptContent): Markup {
  const { composition, selector, uses, moves, now, tried } = content
  const { prompt, included } = composition
  const variables = effectiveVariables(prompt.version.variables, included)
  const text = tried ? renderedText(tried.rendering, variables) : writtenText(composition)
  const form = tryForm({ composition, selector, variables, tried })
  const rest = below(content, variables)
  const aside = html`<aside class="column" aria-label="About this prompt">${labelCard({ prompt, moves, now })}${promptDetails(prompt, uses, now)}</aside>`
  if (!form) {
    return html`<div class="with-aside"><div class="column">${text}${rest}</div>${aside}</div>`
  }
  return html`<div class="with-aside with-form">${text}<div class="column beside">${form}${aside}</div><div class="column">${rest}</div></div>`
}

/** One prompt: its text, its variables, and what can be done with it. */
export function promptPage(site: Site, content: PromptContent): Markup {
  const { composition, selector, notice } = content
  const { prompt } = composition
  const { title, description } = prompt
  const body = html`${notice}
${crumbs()}
${titleLine(content)}
${description && html`<p class="lead">${description}</p>`}
${chosenVersion(prompt, selector)}
${columns(content)}`
  return page(site, { title, body })
}
