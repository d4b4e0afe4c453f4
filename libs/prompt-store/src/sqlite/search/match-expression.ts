import type { Matching } from '../../library/search/matching.ts'

/**
 * The FTS5 expression (https://www.sqlite.org/fts5.html, section 3) for what is asked; empty
 * if that is not narrowed down by a word or a mark, which finds nothing. Every word is quoted, so that
 * none is ever syntax, and the words are put side by side, which leaves out those in which the
 * tokenizer sees nothing.
 */
export function matchExpression({ terms, marks, within, without }: Matching): string {
  const parts = marks.map((wanted) => `({marks} : "${wanted}")`)
  if (within) parts.push(`({marks} : (${within.map((mark) => `"${mark}"`).join(' OR ')}))`)
  const words = terms.map(({ text, begun }) => `"${text}"${begun ? ' *' : ''}`)
  if (words.length > 0) parts.push(`(- {marks} : (${words.join(' ')}))`)
  if (parts.length === 0) return ''
  const all = parts.join(' AND ')
  return without.reduce((some, unwanted) => `(${some}) NOT ({marks} : "${unwanted}")`, all)
}
