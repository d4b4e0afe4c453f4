import type { SQLTagStore } from 'node:sqlite'
import { countMatches } from '../listing/count-matches.ts'
import { type Matching, matchExpression, type Term } from '../match-expression.ts'
import { foldWords, isSpelt } from './fold-word.ts'
import { isKnown } from './is-known.ts'
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
export function correctWords(sql: SQLTagStore, wanted: Matching): string | undefined {
  const unknown = wanted.terms.filter((term) => !isKnown(sql, term))
  if (unknown.length > maxCorrected) return undefined
  const budget = { left: maxSeeks }
  if (unknown.length > 0) return replaceAll(sql, wanted, unknown, budget)
  const longest = wanted.terms.toSorted((a, b) => b.text.length - a.text.length)
  for (const doubtful of longest.slice(0, maxCorrected)) {
    const words = replaceAll(sql, wanted, [doubtful], budget)
    if (words !== undefined) return words
  }
  return undefined
}

/** Replaces one after the other, each so that something is found with those that are right by then. */
function replaceAll(
  sql: SQLTagStore,
  wanted: Matching,
  wrong: readonly Term[],
  budget: { left: number },
): string | undefined {
  const replaced = new Map<Term, Term>()
  const right = () =>
    wanted.terms
      .filter((term) => !wrong.includes(term) || replaced.has(term))
      .map((term) => replaced.get(term) ?? term)
  for (const term of wrong) {
    const text = findBest(sql, { ...wanted, terms: right() }, term, budget)
    if (text === undefined) return undefined
    replaced.set(term, { ...term, text })
  }
  return right()
    .map(({ text }) => text)
    .join(' ')
}

function findBest(
  sql: SQLTagStore,
  others: Matching,
  { text, begun }: Term,
  budget: { left: number },
): string | undefined {
  const folded = foldWords(text)
  const findsWith = (near: Near) => {
    const terms = [...others.terms, { text: near.text, begun }]
    const match = matchExpression({ ...others, terms }) ?? ''
    return countMatches(sql, match, Number.MAX_SAFE_INTEGER, enough).value
  }
  for (let edits = 1; edits <= forgiven(folded); edits++) {
    const near = nearWords(sql, folded, { edits, begun, budget }).filter(
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
