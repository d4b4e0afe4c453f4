import { type Content, each, html, type Markup } from '@promptbin/html'
import type { Prompt } from '@promptbin/prompts'
import { icon, moment } from '@promptbin/styles'
import type { Begun, FormValues } from '../editor/form-values.ts'
import { page, type Site } from '../frame/page.ts'
import { crumbs } from '../prompt/crumbs.ts'
import { promptAddress } from '../prompt/prompt-address.ts'
import { byline } from '../versions/byline.ts'
import { hiddenForm } from './hidden-form.ts'
import { type MergeItem, mergeItem } from './merge-item.ts'

/** Two changes of one prompt, to be made one. */
export interface MergeContent {
  /** What the library holds by now. */
  readonly prompt: Prompt
  /** What the person wrote, and what it was begun with. */
  readonly mine: FormValues
  readonly begun: Begun | undefined
  readonly items: readonly MergeItem[]
  /** How many decisions are still open. */
  readonly open: number
  /** Decisions were missing when it was sent. */
  readonly isRefused: boolean
  readonly now: Date
}

function notice({ prompt, open, isRefused, now }: MergeContent): Markup {
  const { version, updatedAt } = prompt
  const told =
    open === 0
      ? 'Both changes fit together. Look the suggestion over, then save it.'
      : `What fits together is merged already. ${open === 1 ? 'One decision is' : `${open} decisions are`} yours.`
  return html`<div class="notice ${isRefused ? 'notice-bad' : 'notice-warn'}" role="alert">${icon('alert')}<div>
  <p><strong>${isRefused ? 'Not saved: a decision is missing.' : 'This prompt changed while you were writing; nothing was saved.'}</strong> Nothing that you wrote is lost. The library holds version ${version.n} ${byline(version)}, changed ${moment(updatedAt, now)}.</p>
  <p>${told}</p>
</div></div>`
}

function bar({ mine, prompt }: MergeContent): Content {
  return html`<div class="save-bar">
  <div class="field field-inline"><label for="message">What changed</label><input type="text" id="message" name="message" value="${mine.message}" maxlength="500" autocomplete="off" placeholder="A note for the history"></div>
  <div class="actions"><a class="button button-quiet" href="${promptAddress(prompt.name)}">Discard what I wrote</a><button class="button" type="submit" formnovalidate name="do" value="keep">Go on in the editor</button><button class="button button-primary" type="submit">Save the merge</button></div>
</div>`
}

/** The page on which two changes of one prompt become one; it works without scripts. */
export function mergePage(site: Site, content: MergeContent): Markup {
  const { prompt, mine, begun, items } = content
  const body = html`${crumbs(prompt)}
<div class="merge">
  <h1>Two changes of one prompt</h1>
  ${notice(content)}
  <form id="merge" class="merge-form" action="/prompts/${prompt.name}/merge" method="post">
    ${hiddenForm(mine, begun)}
    <input type="hidden" name="against" value="${prompt.generation}">
    ${each(items, mergeItem)}
    ${bar(content)}
  </form>
</div>`
  return page(site, { title: `Merge two changes of ${prompt.title}`, body })
}
