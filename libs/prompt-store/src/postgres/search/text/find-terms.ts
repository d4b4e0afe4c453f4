import type { Term } from '../../../library/search/matching.ts'
import { type PlacedToken, tokensOf } from './tokens.ts'

/** Where a word of a search stands in a text. */
export interface FoundTerm {
  /** The number of the word in the search. */
  readonly term: number
  /** The number of its first token in the text. */
  readonly at: number
  /** Of how many tokens it is. */
  readonly size: number
}

/** Where the words of a search stand among the tokens of a text, in the order of the text. */
export function findTerms(
  tokens: readonly PlacedToken[],
  terms: readonly Term[],
): readonly FoundTerm[] {
  const wanted = terms
    .map(({ text, begun }, term) => ({ term, begun, tokens: tokensOf(text) }))
    .filter((each) => each.tokens.length > 0)
  return [...tokens.keys()].flatMap((at) =>
    wanted
      .filter((each) => standsAt(tokens, at, each))
      .map(({ term, tokens: { length: size } }) => ({ term, at, size })),
  )
}

function standsAt(
  tokens: readonly PlacedToken[],
  at: number,
  { tokens: wanted, begun }: { readonly tokens: readonly string[]; readonly begun: boolean },
): boolean {
  return wanted.every((word, index) => {
    const text = tokens[at + index]?.text
    if (text === undefined) return false
    return begun && index === wanted.length - 1 ? text.startsWith(word) : text === word
  })
}
