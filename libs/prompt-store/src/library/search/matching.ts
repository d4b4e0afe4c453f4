/** More words than this only make a search slower; what follows them is not looked at. */
const maxTerms = 16

/** Words as FTS5's tokenizer, unicode61, sees them: letters, marks, digits, private use. */
const word = /[\p{L}\p{M}\p{N}\p{Co}]+/gu

/** A word that is looked for; one that is `begun` may go on. */
export interface Term {
  readonly text: string
  readonly begun: boolean
}

/** What a search asks for: all of these words, all of these marks, and none of those. */
export interface Matching {
  readonly terms: readonly Term[]
  readonly marks: readonly string[]
  /** At least one of these, whatever else; undefined where that does not matter. */
  readonly within?: readonly string[] | undefined
  readonly without: readonly string[]
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

/** Whether a word or a mark must be there, so that the index can be asked. */
export function isNarrowed({ terms, marks, within }: Matching): boolean {
  return terms.length > 0 || marks.length > 0 || within !== undefined
}
