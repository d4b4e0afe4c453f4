import { type Content, each, html, type Markup } from '@promptbin/html'
import type { DiffLine, TextDiff } from '@promptbin/prompts'
import { gapsOf } from './gaps.ts'
import { pairsOf } from './pairs.ts'

/** How two texts are laid out: one below the other, or side by side. */
export type DiffLayout = 'unified' | 'split'

/** How one text became another, and what it takes to show it. */
export interface DiffText {
  readonly diff: TextDiff
  readonly layout: DiffLayout
  /** The lines of the newer text, to unfold what did not change; `null` if they are not at hand. */
  readonly lines: readonly string[] | null
  /** What the text is, for those who hear the page. */
  readonly label: string
}

const signs = { same: '', removed: '−', added: '+' } as const
const spoken = { same: null, removed: 'removed', added: 'added' } as const

function words({ change, pieces }: DiffLine): Content {
  const isWhole = pieces.every(({ changed }) => changed)
  const content = pieces.map(({ text, changed }) =>
    changed && !isWhole ? html`<mark class="word">${text}</mark>` : text,
  )
  if (change === 'removed') return html`<del>${content}</del>`
  return change === 'added' ? html`<ins>${content}</ins>` : content
}

const sign = ({ change }: DiffLine): Content =>
  html`<td class="sign"><span aria-hidden="true">${signs[change]}</span>${spoken[change] && html`<span class="sr-only">${spoken[change]}</span>`}</td>`

function unifiedRow(line: DiffLine): Markup {
  return html`<tr class="line line-${line.change}"><td class="n">${line.from}</td><td class="n">${line.to}</td>${sign(line)}<td class="code">${words(line)}</td></tr>`
}

function half(line: DiffLine | undefined, n: number | null | undefined): Content {
  if (line === undefined) return html`<td class="n"></td><td class="code none"></td>`
  return html`<td class="n side-${line.change}">${n}</td><td class="code side-${line.change}">${line.change !== 'same' && html`<span class="sign" aria-hidden="true">${signs[line.change]} </span><span class="sr-only">${spoken[line.change]} </span>`}${words(line)}</td>`
}

function splitRows(lines: readonly DiffLine[]): Content {
  return each(
    pairsOf(lines),
    ({ left, right }) =>
      html`<tr class="line">${half(left, left?.from)}${half(right, right?.to)}</tr>`,
  )
}

/** A stretch that did not change, folded; what it says can be unfolded where it is at hand. */
function gap(count: number, start: number, lines: DiffText['lines']): Content {
  if (count === 0) return null
  const told = count === 1 ? '1 unchanged line' : `${count} unchanged lines`
  const content =
    lines === null
      ? html`<p class="gap">${told}</p>`
      : html`<details class="gap"><summary>${told}</summary><pre>${lines.slice(start - 1, start - 1 + count).join('\n')}</pre></details>`
  return html`<tbody><tr><td class="gap-cell" colspan="4">${content}</td></tr></tbody>`
}

function head(layout: DiffLayout): Markup {
  const names =
    layout === 'split'
      ? ['Older line', 'Older text', 'Newer line', 'Newer text']
      : ['Older line', 'Newer line', 'Change', 'Text']
  const columns = layout === 'split' ? ['n', 'code', 'n', 'code'] : ['n', 'n', 'sign', 'code']
  return html`<colgroup>${columns.map((name) => html`<col class="col-${name}">`)}</colgroup><thead class="sr-only"><tr>${names.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>`
}

/** How one text became another, line by line, the changed words marked within their lines. */
export function diffText({ diff, layout, lines, label }: DiffText): Markup {
  const gaps = gapsOf(diff, lines?.length ?? null)
  const hunks = diff.hunks.map((hunk, index) => {
    const rows = layout === 'split' ? splitRows(hunk.lines) : each(hunk.lines, unifiedRow)
    const before = gaps[index]
    return html`${before && gap(before.count, before.start, lines)}<tbody>${rows}</tbody>`
  })
  const after = gaps[diff.hunks.length]
  return html`${diff.replaced && html`<p class="diff-note">So much differs that the texts are shown one after the other.</p>`}<table class="diff diff-${layout}" aria-label="${label}">${head(layout)}${hunks}${after && gap(after.count, after.start, lines)}</table>${
    diff.omitted > 0 &&
    html`<p class="diff-note">${diff.omitted} more changed lines are not shown.</p>`
  }`
}
