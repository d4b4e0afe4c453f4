import type { Vocabulary } from '../search/vocabulary.ts'
import { Alignment } from './alignment.ts'

/** A word of the library, or the beginning of some, that is near to one that was written. */
export interface Near {
  readonly text: string
  /** Whether it is a word; otherwise words begin with it. */
  readonly whole: boolean
}

/** How far to look. */
export interface Reach {
  /** At most so many edits, 1 or 2. */
  readonly edits: number
  /** Also beginnings of words. */
  readonly begun: boolean
  /** How often the vocabulary may still be asked; counted down. */
  readonly budget: { left: number }
}

/** With two edits within so many letters, those behind them are right. */
const headLength = 4

/** Of the words that end alike no more are looked at. */
const maxTails = 200

/** Comes before all letters; PostgreSQL knows no U+0000. */
const belowLetters = '\u0001'

/** The last code point that is a letter's, and those that are none. */
const [lastCodePoint, firstSurrogate, afterSurrogates] = [0x10ffff, 0xd800, 0xe000]

/** The words near to a folded one that is at most 32 letters long. */
export function nearWords(vocabulary: Vocabulary, word: string, reach: Reach): readonly Near[] {
  const search = new Search(word, reach)
  walkWords(vocabulary, search, reach)
  if (reach.edits > 1) compareTails(vocabulary, search, [...word], reach)
  return search.found
}

/** What has been found so far, and how the word that is looked at compares. */
class Search {
  readonly #alignment: Alignment
  readonly #reach: Reach
  readonly #found = new Map<string, Near>()

  constructor(word: string, reach: Reach) {
    this.#alignment = new Alignment(codePoints(word), reach.edits)
    this.#reach = reach
  }

  get found(): readonly Near[] {
    return [...this.#found.values()]
  }

  /**
   * Compares a word whose first `from` letters were compared just before. Returns how many letters
   * are enough to know that no longer word which begins with them is near, or nothing.
   */
  compare(letters: readonly number[], from: number, skipsHeads: boolean): number | undefined {
    const alignment = this.#alignment
    for (let depth = from; depth < letters.length; depth++) {
      alignment.step(depth, letters[depth] ?? 0)
      const fewest = alignment.fewest(depth + 1)
      const isHeadWrong = skipsHeads && depth + 1 === headLength - 1 && fewest > 1
      if (fewest <= this.#reach.edits && !isHeadWrong) continue
      this.#addBeginning(letters, depth + 1)
      return depth + 1
    }
    if (alignment.distance(letters.length) <= this.#reach.edits) this.#add(letters, true)
    else this.#addBeginning(letters, letters.length)
    return undefined
  }

  #addBeginning(letters: readonly number[], depth: number): void {
    const nearest = this.#alignment.nearest(depth)
    if (!this.#reach.begun || this.#alignment.distance(nearest) > this.#reach.edits) return
    this.#add(letters.slice(0, nearest), false)
  }

  #add(letters: readonly number[], whole: boolean): void {
    const text = String.fromCodePoint(...letters)
    if (whole || !this.#found.has(text)) this.#found.set(text, { text, whole })
  }
}

/**
 * Goes through the vocabulary in its order and leaves out all words that begin as no near word
 * does, which are nearly all. Of two edits it finds those of which at most one is in the first
 * three letters: to look for the others this way would take four times as long.
 */
function walkWords(vocabulary: Vocabulary, search: Search, { edits, budget }: Reach): void {
  let before: readonly number[] = []
  for (let from: string | undefined = ''; from !== undefined && budget.left > 0; budget.left--) {
    const word = vocabulary.from(from)
    if (word === undefined) return
    const letters = codePoints(word)
    const dead = search.compare(letters, commonLength(before, letters), edits > 1)
    before = dead === undefined ? letters : letters.slice(0, dead)
    from = dead === undefined ? `${word}\0` : successor(before)
  }
}

/** Finds the words with two edits in the first four letters: the letters that follow are right. */
function compareTails(
  vocabulary: Vocabulary,
  search: Search,
  letters: readonly string[],
  { edits, begun }: Reach,
): void {
  for (let shift = -edits; shift <= edits; shift++) {
    const tail = letters.slice(headLength + shift).join('')
    const end = begun ? successor(codePoints(tail)) : `${tail}${belowLetters}`
    if (tail === '' || end === undefined) continue
    for (const word of vocabulary.ending(tail, end, maxTails)) {
      search.compare(codePoints(word), 0, false)
    }
  }
}

function codePoints(text: string): readonly number[] {
  return Array.from(text, (letter) => letter.codePointAt(0) ?? 0)
}

function commonLength(a: readonly number[], b: readonly number[]): number {
  let length = 0
  while (length < a.length && length < b.length && a[length] === b[length]) length++
  return length
}

/** The first text, in the order of code points, behind all that begin with these letters. */
function successor(letters: readonly number[]): string | undefined {
  for (let length = letters.length; length > 0; length--) {
    const last = letters[length - 1] ?? 0
    if (last === lastCodePoint) continue
    const next = last + 1 === firstSurrogate ? afterSurrogates : last + 1
    return String.fromCodePoint(...letters.slice(0, length - 1), next)
  }
  return undefined
}
