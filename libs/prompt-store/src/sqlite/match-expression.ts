/** More words than this only make a search slower; what follows them is not looked at. */
const maxTerms = 16

/** Words as the index's tokenizer, unicode61, sees them: letters, marks, digits, private use. */
const word = /[\p{L}\p{M}\p{N}\p{Co}]+/gu

/** The word that stands for a value in the index; hexadecimal, as a value may hold anything. */
const mark = (kind: string, value: string) => `${kind}${Buffer.from(value).toString('hex')}`

/** The words of the index that stand for what a list can be narrowed to. */
export const marks = {
  tag: (tag: string) => mark('t', tag),
  folder: (folder: string) => mark('f', folder),
  label: (label: string) => mark('l', label),
  /** By the id of the prompt that is used. */
  uses: (id: string) => mark('u', id),
  favourite: 'favourite',
}

/** What can be asked of a prompt besides its words. */
export interface Marked {
  readonly tags: readonly string[]
  readonly folder: string
  readonly labels: readonly string[]
  readonly favourite: boolean
  /** The ids of the prompts that its newest and its labelled versions include. */
  readonly uses: readonly string[]
}

/** What the index keeps of all that, as words, so that a filter is part of the search. */
export function marksOf({ tags, folder, labels, favourite, uses }: Marked): string {
  const names = folder === '' ? [] : folder.split('/')
  const folders = names.map((_, index) => names.slice(0, index + 1).join('/'))
  return [
    ...tags.map(marks.tag),
    ...folders.map(marks.folder),
    ...labels.map(marks.label),
    ...uses.map(marks.uses),
    ...(favourite ? [marks.favourite] : []),
  ].join(' ')
}

/** A word that is looked for; one that is `begun` may go on. */
export interface Term {
  readonly text: string
  readonly begun: boolean
}

/**
 * The words of a search, the first `maxTerms` of them, each once. The last one may be only begun,
 * from two letters on: a single one would match half of a library.
 */
export function searchTerms(words: string): readonly Term[] {
  const texts = [...new Set(words.match(word) ?? [])].slice(0, maxTerms)
  return texts.map((text, index) => ({
    text,
    begun: index === texts.length - 1 && [...text].length > 1,
  }))
}

/** What an expression asks for: all of these words, all of these marks, and none of those. */
export interface Matching {
  readonly terms: readonly Term[]
  readonly marks: readonly string[]
  readonly without: readonly string[]
}

/**
 * The FTS5 expression (https://www.sqlite.org/fts5.html, section 3) for what is asked, or nothing
 * if that is not narrowed down by a word or a mark. Every word is quoted, so that none is ever
 * syntax, and the words are put side by side, which leaves out those in which the tokenizer sees
 * nothing.
 */
export function matchExpression({ terms, marks, without }: Matching): string | undefined {
  const parts = marks.map((wanted) => `({marks} : "${wanted}")`)
  const words = terms.map(({ text, begun }) => `"${text}"${begun ? ' *' : ''}`)
  if (words.length > 0) parts.push(`(- {marks} : (${words.join(' ')}))`)
  if (parts.length === 0) return undefined
  const all = parts.join(' AND ')
  return without.reduce((some, unwanted) => `(${some}) NOT ({marks} : "${unwanted}")`, all)
}
