import type { ListQuery } from '../prompt-store.ts'

/** More words than this only make a search slower; what follows them is not looked at. */
const maxTerms = 16

/** The longest search text that is read. */
const maxQueryLength = 1_000

/** Words as the index's tokenizer, unicode61, sees them: letters, marks, digits, private use. */
const word = /[\p{L}\p{M}\p{N}\p{Co}]+/gu

/** The word that stands for a tag in the index; hexadecimal, as a tag may hold anything. */
const tagMark = (tag: string) => `t${Buffer.from(tag).toString('hex')}`

const folderMark = (folder: string) => `f${Buffer.from(folder).toString('hex')}`

/** What the index keeps of a prompt's tags and folder, so that a filter is part of the search. */
export function marksOf(prompt: {
  readonly tags: readonly string[]
  readonly folder: string
}): string {
  const names = prompt.folder === '' ? [] : prompt.folder.split('/')
  const folders = names.map((_, index) => names.slice(0, index + 1).join('/'))
  return [...prompt.tags.map(tagMark), ...folders.map(folderMark)].join(' ')
}

/** The words of a search, the first `maxTerms` of them, each once. */
export function searchTerms(q: string): readonly string[] {
  const words = q.slice(0, maxQueryLength).match(word) ?? []
  return [...new Set(words)].slice(0, maxTerms)
}

/**
 * The FTS5 expression (https://www.sqlite.org/fts5.html, section 3) for what a query asks, or
 * nothing if it asks for everything. Every word is quoted, so that none is ever syntax, and the
 * words are put side by side, which leaves out those in which the tokenizer sees nothing. The
 * last word may be only begun, from two letters on: a single one would match half of a library.
 */
export function matchExpression(
  terms: readonly string[],
  { tag, folder }: Pick<ListQuery, 'tag' | 'folder'>,
): string | undefined {
  const marks = [tag && tagMark(tag), folder && folderMark(folder)].filter(Boolean)
  const last = terms.at(-1)
  const open = last !== undefined && [...last].length > 1 ? ' *' : ''
  const parts = marks.map((mark) => `({marks} : "${mark}")`)
  const words = terms.map((term) => `"${term}"`).join(' ')
  if (terms.length > 0) parts.push(`(- {marks} : (${words}${open}))`)
  return parts.length > 0 ? parts.join(' AND ') : undefined
}
