import { type Content, html } from '../markup/html.ts'

/** A sentence of the document, in which `code` is marked as Markdown does. */
export function prose(text: string): Content {
  return text.split('`').map((piece, at) => (at % 2 === 1 ? html`<code>${piece}</code>` : piece))
}
