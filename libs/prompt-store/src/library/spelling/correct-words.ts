import type { Matching, Term } from '../search/matching.ts'
import type { SearchIndex } from '../search/search-index.ts'
import type { Vocabulary } from '../search/vocabulary.ts'
import { foldWords, isSpelt } from './fold-word.ts'
import { type Near, nearWords } from './near-words.ts'

/** With more words wrong than this, nobody can say what was meant. */
const maxCorrected = 3

/** How often the vocabulary is asked for one search, at a few microseconds each. */
const maxSeeks = 6_000

/** So many of the near words are tried. */
const maxTried = 10

/** More results than this make a word no better. */
const enough = 200

/** From how many letters on one edit is forgiven, and from how many two. */
const [oneEdit, twoEdits] = [4, 8]

/**
 * What may have been meant by words that find nothing: the words as they are to be looked for, of
 * which those that no prompt has are replaced by near ones, or, if all are known, one of them. The
 * nearest is taken, of equals the one that finds most. Returns nothing if that finds nothing.
 */
export function correctWords(search: SearchIndex, wanted: Matching): string | undefined {
  const unknown = wanted.terms.filter((term) => !search.has(term))
  if (unknown.length > maxCorrected) return undefined
  const place = { search, vocabulary: search.vocabulary(), budget: { left: maxSeeks } }
  if (unknown.length > 0) return replaceAll(place, wanted, unknown)
  const longest = wanted.terms.toSorted((a, b) => b.text.length - a.text.length)
  for (const doubtful of longest.slice(0, maxCorrected)) {
    const words = replaceAll(place, wanted, [doubtful])
    if (words !== undefined) return words
  }
  return undefined
}

/** Where is looked, and how often the vocabulary may still be asked. */
interface Place {
  readonly search: SearchIndex
  readonly vocabulary: Vocabulary
  readonly budget: { left: number }
}

/** Replaces one after the other, each so that something is found with those that are right by then. */
function replaceAll(place: Place, wanted: Matching, wrong: readonly Term[]): string | undefined {
  const replaced = new Map<Term, Term>()
  const right = () =>
    wanted.terms
      .filter((term) => !wrong.includes(term) || replaced.has(term))
      .map((term) => replaced.get(term) ?? term)
  for (const term of wrong) {
    const text = findBest(place, { ...wanted, terms: right() }, term)
    if (text === undefined) return undefined
    replaced.set(term, { ...term, text })
  }
  return right()
    .map(({ text }) => text)
    .join(' ')
}

function findBest(
  { search, vocabulary, budget }: Place,
  others: Matching,
  { text, begun }: Term,
): string | undefined {
  const folded = foldWords(text)
  const findsWith = (near: Near) => {
    const terms = [...others.terms, { text: near.text, begun }]
    return search.count({ ...others, terms }, Number.MAX_SAFE_INTEGER, enough).value
  }
  for (let edits = 1; edits <= forgiven(folded); edits++) {
    const near = nearWords(vocabulary, folded, { edits, begun, budget }).filter(
      (word) => word.text !== folded,
    )
    const tried = near.map((word) => ({ ...word, unlikely: unlikely(word, folded) }))
    const [best] = tried
      .sort((a, b) => a.unlikely - b.unlikely)
      .slice(0, maxTried)
      .map((word) => ({ ...word, finds: findsWith(word) }))
      .filter(({ finds }) => finds > 0)
      .sort((a, b) => a.unlikely - b.unlikely || b.finds - a.finds)
    if (best !== undefined) return best.text
  }
  return undefined
}

function forgiven(folded: string): number {
  const length = [...folded].length
  if (length < oneEdit || !isSpelt(folded)) return 0
  return length < twoEdits ? 1 : 2
}

/** People rarely get the first letter wrong, and mean a whole word rather than the start of one. */
function unlikely({ text, whole }: Near, written: string): number {
  return (whole ? 0 : 2) + (text.codePointAt(0) === written.codePointAt(0) ? 0 : 1)
}
