import type { PromptSummary } from '@promptbin/prompts'
import { type Content, html, type Markup } from '../markup/html.ts'
import { icon } from '../markup/icon.ts'
import { moment } from '../markup/moment.ts'
import { promptAddress } from '../prompt/prompt-address.ts'
import { listAddress } from './list-filter.ts'

/** The store puts these two characters around what matched. */
const [matchStart, matchEnd] = ['\u0002', '\u0003']

/** Text in which what matched a search stands out. */
function withMatches(snippet: string): Content {
  const [before, ...matches] = snippet.split(matchStart)
  const marked = matches.map((piece) => {
    const [match, ...after] = piece.split(matchEnd)
    return html`<mark>${match}</mark>${after}`
  })
  return [before, marked]
}

function about({ snippet, description }: PromptSummary): Content {
  const text = snippet === undefined ? description : withMatches(snippet)
  return text !== '' && html`<p class="row-text">${text}</p>`
}

/** The tags of a prompt, each leading to the prompts that share it. */
export function tagLinks(tags: readonly string[]): Content {
  return tags.map(
    (tag) =>
      html`<a class="tag" href="${listAddress({ tag })}"><span class="sr-only">Tag </span>${tag}</a>`,
  )
}

/** The folder of a prompt, leading to all that is in it; nothing for the top of the library. */
export function folderLink(folder: string): Content {
  return (
    folder !== '' &&
    html`<a class="folder" href="${listAddress({ folder })}">${icon('folder')}<span class="sr-only">Folder </span>${folder}</a>`
  )
}

function variableCount(count: number): Content {
  return count > 0 && html`<span>${count} ${count === 1 ? 'variable' : 'variables'}</span>`
}

/** One prompt in a list. The whole row leads to the prompt; tags and folder lead elsewhere. */
export function promptRow(prompt: PromptSummary, now: Date): Markup {
  const { name, title, folder, tags, variables, updatedAt } = prompt
  return html`<li class="row" id="prompt-${name}">
  <div class="row-head"><h2 class="row-title"><a class="row-link" href="${promptAddress(name)}">${title}</a></h2><span class="row-when">${moment(updatedAt, now)}</span></div>
  ${about(prompt)}
  <div class="row-facts">${folderLink(folder)}${tagLinks(tags)}${variableCount(variables.length)}</div>
</li>`
}
