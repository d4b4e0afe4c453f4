import type { Prompt, Rendering } from '@promptbin/prompts'
import { page, type Site } from '../frame/page.ts'
import { type Content, html, type Markup } from '../markup/html.ts'
import { icon } from '../markup/icon.ts'
import { promptAddress } from './prompt-address.ts'
import { promptDetails } from './prompt-details.ts'
import { promptText } from './prompt-text.ts'
import { renderedText, type TypedValues, tryForm } from './try-form.ts'
import { variableTable } from './variables.ts'

/** A prompt, and what somebody tries with it. */
export interface PromptContent {
  readonly prompt: Prompt
  readonly now: Date
  readonly tried?: { readonly values: TypedValues; readonly rendering: Rendering }
  readonly notice?: Content
}

/** Where a page stands: the library, and the prompt that it belongs to. */
export function crumbs(prompt?: Prompt): Markup {
  return html`<nav class="crumbs" aria-label="Breadcrumbs"><a href="/">Library</a>${
    prompt &&
    html` <span aria-hidden="true">/</span> <a href="${promptAddress(prompt.name)}">${prompt.title}</a>`
  }</nav>`
}

/** One prompt: its text, its variables, and what can be done with it. */
export function promptPage(site: Site, { prompt, now, tried, notice }: PromptContent): Markup {
  const { name, title, description, variables, version } = prompt
  const text = tried
    ? renderedText(tried.rendering, variables)
    : promptText({ messages: version.messages, variables, heading: 'Text' })
  const body = html`${notice}
${crumbs()}
<div class="title-line">
  <h1>${title}</h1>
  <div class="actions"><a class="button" href="/prompts/${name}/edit" aria-keyshortcuts="e" data-edit>${icon('pencil')} Edit</a></div>
</div>
${description && html`<p class="lead">${description}</p>`}
<div class="with-aside">
  <div class="column">${text}${variableTable(variables)}</div>
  <aside class="aside column" aria-label="About this prompt">${tryForm(prompt, tried?.values ?? {})}${promptDetails(prompt, now)}</aside>
</div>`
  return page(site, { title, body })
}
