import type { Matching, Term } from '../../library/search/matching.ts'
import { beginningTerm, lexemes, quoted } from './lexemes.ts'
import { tokensOf } from './text/tokens.ts'

/**
 * The tsquery of what is asked, of lexemes alone: neither weights nor phrases, for which PostgreSQL
 * would have to read every prompt that has the words. Words without a letter find nothing.
 */
export function matchQuery({ terms, marks, within, without }: Matching): string {
  const words = terms.flatMap(termsOf)
  if (terms.length > 0 && words.length === 0) return quoted(lexemes.nothing)
  const mark = (text: string) => quoted(lexemes.mark(text))
  return [
    ...marks.map(mark),
    ...(within ? [`(${within.map(mark).join(' | ')})`] : []),
    ...words,
    ...without.map((text) => `!${mark(text)}`),
  ].join(' & ')
}

/** Of a word of several tokens their pairs are looked for, of which the last may be only begun. */
function termsOf({ text, begun }: Term): readonly string[] {
  const tokens = tokensOf(text)
  const [first] = tokens
  if (first === undefined) return []
  if (tokens.length === 1) return [begun ? beginningTerm(first) : quoted(first)]
  return tokens.slice(1).map((token, index) => {
    const pair = quoted(lexemes.pair(tokens[index] ?? '', token))
    return begun && index === tokens.length - 2 ? `${pair}:*` : pair
  })
}

/** The tsquery by which matches are ranked: what each of the words counts is added up. */
export function rankQuery({ terms }: Matching): string {
  const words = terms.flatMap(({ text, begun }) =>
    tokensOf(text).map((token, index, all) =>
      begun && index === all.length - 1 ? `${quoted(token)}:*` : quoted(token),
    ),
  )
  return words.join(' | ')
}
