import { html, type Markup } from '@promptbin/html'
import type { Prompt } from '@promptbin/prompts'
import { promptAddress } from './prompt-address.ts'

/** Where a page stands: the library, and the prompt that it belongs to. */
export function crumbs(prompt?: Pick<Prompt, 'name' | 'title'>): Markup {
  return html`<nav class="crumbs" aria-label="Breadcrumbs"><a href="/">Library</a>${
    prompt &&
    html` <span aria-hidden="true">/</span> <a href="${promptAddress(prompt.name)}">${prompt.title}</a>`
  }</nav>`
}
