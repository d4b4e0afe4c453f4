import { type Content, html, type Markup } from '@promptbin/html'
import type { PromptSummary, Sort } from '@promptbin/prompts'
import { icon, moment } from '@promptbin/styles'
import { promptAddress } from '../prompt/prompt-address.ts'
import { folderLink, rowTags } from './filter-links.ts'
import { rowStar } from './row-star.ts'

/** The store puts these two characters around what matched. */
const [matchStart, matchEnd] = ['\u0002', '\u0003']

/** What a row needs to know of its list. */
export interface RowOptions {
  readonly now: Date
  readonly sort: Sort
}

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

function labelMarks({ labels }: PromptSummary): Content {
  return labels.map(
    ({ name, version }) =>
      html`<span class="badge badge-label">${icon('label')}<span class="sr-only">Label </span>${name}<span class="badge-version"><span class="sr-only"> on version </span>${version}</span></span>`,
  )
}

function variableCount(count: number): Content {
  return count > 0 && html`<span>${count} ${count === 1 ? 'variable' : 'variables'}</span>`
}

/** The time by which the list is ordered, or that of the last change. */
function when({ createdAt, updatedAt, usedAt }: PromptSummary, { sort, now }: RowOptions): Content {
  if (sort === 'created')
    return html`<span class="sr-only">Created </span>${moment(createdAt, now)}`
  if (sort !== 'used') return html`<span class="sr-only">Changed </span>${moment(updatedAt, now)}`
  return usedAt === null ? 'never used' : html`used ${moment(usedAt, now)}`
}

/**
 * One prompt in a list. The whole row leads to the prompt; its box selects it for what is done with
 * many, its star makes it a favourite, tags and folder lead elsewhere.
 */
export function promptRow(prompt: PromptSummary, options: RowOptions): Markup {
  const { name, title, folder, tags, variables } = prompt
  return html`<li class="row" id="prompt-${name}">
  <label class="row-check"><input type="checkbox" name="name" value="${name}" form="batch" autocomplete="off"><span class="sr-only">Select ${title}</span></label>
  <div class="row-main">
    <div class="row-head"><h2 class="row-title"><a class="row-link" href="${promptAddress(name)}">${title}</a></h2><span class="row-when">${when(prompt, options)}</span></div>
    ${about(prompt)}
    <div class="row-facts">${labelMarks(prompt)}${folderLink(folder)}${rowTags(tags)}${variableCount(variables.length)}</div>
  </div>
  ${rowStar(prompt)}
</li>`
}
