import { foldToken, tokenPattern } from './letters.ts'

/** Of a longer one only the beginning counts: PostgreSQL keeps no lexeme of more than 2,046 bytes. */
const maxLetters = 255

/** What people would call a word; with marks that FTS5 does not know it is of several tokens. */
const word = /[\p{L}\p{M}\p{N}\p{Co}]+/gu

const token = new RegExp(tokenPattern, 'gu')

/** The tokens of each word of a text, folded; a word has none if it is only marks. */
export function* wordsOf(text: string): Generator<readonly string[]> {
  for (const [written] of text.matchAll(word)) yield tokensOf(written)
}

/** The tokens of a text, folded. */
export function tokensOf(text: string): readonly string[] {
  return Array.from(text.match(token) ?? [], (written) => cut(foldToken(written)))
}

function cut(text: string): string {
  return text.length <= maxLetters ? text : [...text].slice(0, maxLetters).join('')
}

/** A token, folded, and where it stands in a text, in characters of JavaScript. */
export interface PlacedToken {
  readonly text: string
  readonly start: number
  readonly end: number
}

/** The tokens of a text, with where they stand. */
export function placedTokens(text: string): readonly PlacedToken[] {
  return Array.from(text.matchAll(token), ({ 0: written, index: start }) => {
    return { text: cut(foldToken(written)), start, end: start + written.length }
  })
}
