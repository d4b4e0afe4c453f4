import { type Content, html, type Markup } from '@promptbin/html'

/** What one part may take on the page; the rest of it is in its file. */
export const mostBytesShown = 30_000

/** More of one value than this is not read on a page. */
const longestText = 600

/** Pieces of a page as far as there is room for them, and how many there are. */
export interface Shown {
  readonly pieces: readonly Markup[]
  readonly isAll: boolean
}

/** The first pieces that fit. */
export function fitting(pieces: Iterable<Markup>): Shown {
  const shown: Markup[] = []
  let room = mostBytesShown
  for (const piece of pieces) {
    room -= Buffer.byteLength(String(piece))
    if (room < 0) return { pieces: shown, isAll: false }
    shown.push(piece)
  }
  return { pieces: shown, isAll: true }
}

/** The beginning of a text, or of a value as JSON; a dash of nothing. */
export function shortText(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–'
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  return text.length > longestText ? `${text.slice(0, longestText)} …` : text
}

const rest = html`<p class="fine">The file has more.</p>`

const nothing = html`<p class="fine">There is nothing.</p>`

/** A table, as far as there is room; texts are cut, and what is not known is a dash. */
export function table(headings: readonly string[], rows: Iterable<readonly Content[]>): Content {
  const lines = (function* () {
    for (const row of rows) yield html`<tr>${row.map(cell)}</tr>\n`
  })()
  const { pieces, isAll } = fitting(lines)
  if (pieces.length === 0 && isAll) return nothing
  return html`<div class="frame"><table>
<thead><tr>${headings.map((heading) => html`<th scope="col">${heading}</th>`)}</tr></thead>
<tbody>
${pieces}</tbody>
</table></div>${!isAll && rest}`
}

function cell(content: Content): Markup {
  const isText = typeof content === 'string' || content === null || content === undefined
  return html`<td>${isText ? shortText(content) : content}</td>`
}

/** Lines of a text, as far as there is room. */
export function lines(texts: Iterable<string>): Content {
  const pieces = (function* () {
    for (const text of texts) yield html`${shortText(text)}\n`
  })()
  const shown = fitting(pieces)
  if (shown.pieces.length === 0 && shown.isAll) return nothing
  return html`<pre tabindex="0">${shown.pieces}</pre>${!shown.isAll && rest}`
}

/** Any value, as JSON in lines. */
export function anyValue(value: unknown): Content {
  return lines(JSON.stringify(value, null, 2).split('\n'))
}
