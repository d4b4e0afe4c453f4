import { type Content, html, type Markup } from '@promptbin/html'
import type { Prompt } from '@promptbin/prompts'
import { page, type Site } from '../frame/page.ts'
import { crumbs } from '../prompt/crumbs.ts'
import { expiryField } from './expiry-field.ts'
import { choiceField, type ShareChoice } from './share-choice.ts'
import { offNotice } from './share-notices.ts'
import { type SharesContent, shareList } from './share-rows.ts'

/** The form of a share as it was filled in. */
export interface ShareForm {
  readonly choice: ShareChoice
  readonly expiry: string
}

/** The shares of one prompt, and the form of a new one. */
export interface PromptSharesContent {
  readonly prompt: Prompt
  readonly shares: SharesContent
  readonly form: ShareForm
  readonly canShare: boolean
  readonly notice?: Content
  /** Set when the text takes in other prompts, which a link does not show. */
  readonly hasIncludes: boolean
}

function newShareForm({ prompt, form, hasIncludes }: PromptSharesContent): Markup {
  return html`<section class="card" aria-labelledby="new-share-title">
  <header class="card-head"><h2 id="new-share-title">Make a link</h2></header>
  <form class="share-form" action="/prompts/${prompt.name}/shares" method="post">
    <div class="field"><label for="share-what">Shows</label>${choiceField(prompt, form.choice)}</div>
    <div class="field"><label for="share-expiry">Works for</label>${expiryField(form.expiry)}</div>
    ${hasIncludes && html`<p class="fine">This prompt includes others. The link shows their names in the text, and not what they say.</p>`}
    <p class="actions"><button class="button button-primary" type="submit">Make the link</button></p>
  </form>
</section>`
}

/** All links to one prompt, and a new one. */
export function promptSharesPage(site: Site, content: PromptSharesContent): Markup {
  const { prompt, shares, canShare, notice } = content
  const none = html`<p class="fine">Nobody was given a link to this prompt.</p>`
  const body = html`${crumbs(prompt)}
<div class="narrow">
  <h1>Share</h1>
  <p class="lead">A link shows this prompt to whoever has it: its text, its variables and its settings, read only. Nothing else of the library can be reached through it.</p>
  ${notice}
  ${canShare ? newShareForm(content) : offNotice}
  <h2>Links to this prompt</h2>
  ${shareList(shares, none)}
  <p><a href="/shares">All shares</a></p>
</div>`
  return page(site, { title: `Share ${prompt.title}`, body })
}
