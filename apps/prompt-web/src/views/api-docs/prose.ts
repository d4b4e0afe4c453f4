import { type Content, html } from '@promptbin/html'

/** What is code in a sentence: what Markdown marks as such, and the codes of errors. */
const code = /`[^`]+`|PB_[A-Z0-9_]+/g

/** A sentence of the document, in which code stands out. */
export function prose(text: string): Content {
  const words = text.split(code)
  const marked = text.match(code) ?? []
  return words.map((piece, at) => {
    const found = marked[at]?.replaceAll('`', '')
    return [piece, found !== undefined && html`<code>${found}</code>`]
  })
}
