import { type Content, html, type Markup } from '@promptbin/html'
import type { Use } from '@promptbin/prompt-store'
import type { Prompt } from '@promptbin/prompts'
import { icon, moment } from '@promptbin/styles'
import { folderLink, tagLinks } from '../list/filter-links.ts'
import { trashDialog } from './trash-dialog.ts'

/** As many old names as are worth a place; more are told as a number. */
const shownAliases = 5

const fact = (name: string, value: Content) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`

function aliasList(aliases: readonly string[]): Content {
  const more = aliases.length - shownAliases
  return html`${aliases.slice(0, shownAliases).map((alias) => html`<code>${alias}</code>`)}${more > 0 && html`<span>and ${more} more</span>`}`
}

/** What is known of a prompt beside its text. */
export function promptDetails(prompt: Prompt, uses: readonly Use[], now: Date): Markup {
  const { name, latest, folder, tags, aliases, createdAt, updatedAt, usedAt } = prompt
  const copy = html`<button class="button button-bare needs-script" type="button" data-copy="#prompt-name" aria-label="Copy the name">${icon('copy')}</button>`
  const versions = latest === 1 ? '1 version' : `${latest} versions`
  return html`<section class="card" aria-labelledby="details-title">
  <header class="card-head"><h2 id="details-title">Details</h2></header>
  <dl class="details">
    ${fact('Name', html`<code id="prompt-name">${name}</code> ${copy}`)}
    ${aliases.length > 0 && fact('Also found as', aliasList(aliases))}
    ${folder !== '' && fact('Folder', folderLink(folder))}
    ${tags.length > 0 && fact('Tags', tagLinks(tags))}
    ${fact('History', html`<a href="/prompts/${name}/history">${versions}</a>`)}
    ${fact('Changed', moment(updatedAt, now))}
    ${fact('Created', moment(createdAt, now))}
    ${usedAt !== null && fact('Used', moment(usedAt, now))}
  </dl>
  <div class="card-foot">${trashDialog(prompt, uses)}</div>
</section>`
}
