import type { Prompt } from '@promptbin/prompts'
import { folderLink, tagLinks } from '../library/prompt-row.ts'
import { type Content, html, type Markup } from '../markup/html.ts'
import { icon } from '../markup/icon.ts'
import { moment } from '../markup/moment.ts'
import { trashDialog } from './trash-dialog.ts'

const fact = (name: string, value: Content) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`

/** What is known of a prompt beside its text. */
export function promptDetails(prompt: Prompt, now: Date): Markup {
  const { name, latest, folder, tags, createdAt, updatedAt } = prompt
  const copy = html`<button class="button button-bare needs-script" type="button" data-copy="#prompt-name" aria-label="Copy the name">${icon('copy')}</button>`
  const versions = latest === 1 ? '1 version' : `${latest} versions`
  return html`<section class="card" aria-labelledby="details-title">
  <header class="card-head"><h2 id="details-title">Details</h2></header>
  <dl class="details">
    ${fact('Name', html`<code id="prompt-name">${name}</code> ${copy}`)}
    ${folder !== '' && fact('Folder', folderLink(folder))}
    ${tags.length > 0 && fact('Tags', tagLinks(tags))}
    ${fact('History', html`<a href="/prompts/${name}/history">${versions}</a>`)}
    ${fact('Changed', moment(updatedAt, now))}
    ${fact('Created', moment(createdAt, now))}
  </dl>
  <div class="card-foot">${trashDialog(prompt)}</div>
</section>`
}
