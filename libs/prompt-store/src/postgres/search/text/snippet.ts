import type { Term } from '../../../library/search/matching.ts'
import { ellipsis, markEnd, markStart, snippetWords } from '../../../library/search/search-index.ts'
import { type FoundTerm, findTerms } from './find-terms.ts'
import { type PlacedToken, placedTokens } from './tokens.ts'

/** What the first match of a word counts, and what every further one does. */
const [firstMatch, furtherMatch] = [1_000, 1]

/** What it counts that an excerpt begins with a sentence, or with the text itself. */
const [beginsSentence, beginsText] = [100, 120]

/**
 * An excerpt of a text around its best matches, those marked, as `snippet` of FTS5 takes it
 * (https://www.sqlite.org/fts5.html, section 5.1.3): the 24 tokens that hold most of the words, rather
 * from the beginning of a sentence. Nothing if the text has none of the words.
 */
export function makeSnippet(text: string, terms: readonly Term[]): string | undefined {
  const tokens = placedTokens(text)
  const found = findTerms(tokens, terms)
  if (found.length === 0) return undefined
  const start = bestStart(found, tokens.length, sentenceStarts(text, tokens))
  return excerpt(text, tokens, together(found), start)
}

/** The number of the token with which the best excerpt begins, of equals the first that is tried. */
function bestStart(
  found: readonly FoundTerm[],
  size: number,
  sentences: readonly number[],
): number {
  let best = { score: 0, start: 0 }
  const consider = (score: number, start: number) => {
    if (score > best.score) best = { score, start }
  }
  const sentenceAt = lastUpTo(sentences)
  const firstFrom = firstNotBefore(found)
  for (const [index, { at }] of found.entries()) {
    const around = scoreFrom(found, index, at)
    consider(around.score, centred(around, size))
    const start = sentenceAt(at)
    if (size <= snippetWords || start === at) continue
    const { score } = scoreFrom(found, firstFrom(start), start)
    consider(score + (start === 0 ? beginsText : beginsSentence), start)
  }
  return best.start
}

/** Finds the last of some rising numbers, the first being 0, up to a number that only rises. */
function lastUpTo(numbers: readonly number[]): (most: number) => number {
  let index = 0
  return (most) => {
    while ((numbers[index + 1] ?? Number.POSITIVE_INFINITY) <= most) index++
    return numbers[index] ?? 0
  }
}

/** Finds the number of the first match from a token on that only rises. */
function firstNotBefore(found: readonly FoundTerm[]): (token: number) => number {
  let index = 0
  return (token) => {
    while ((found[index]?.at ?? token) < token) index++
    return index
  }
}

interface Window {
  readonly score: number
  /** The first token of a match, and the one behind the last match. */
  readonly first: number
  readonly last: number
}

/** What the matches count that begin in an excerpt from the token `start` on, `index` the first. */
function scoreFrom(found: readonly FoundTerm[], index: number, start: number): Window {
  const seen = new Set<number>()
  let [score, last] = [0, 0]
  for (let i = index; i < found.length; i++) {
    const { term, at, size } = found[i] as FoundTerm
    if (at >= start + snippetWords) break
    score += seen.has(term) ? furtherMatch : firstMatch
    seen.add(term)
    last = at + size
  }
  return { score, first: found[index]?.at ?? start, last }
}

/** Where an excerpt begins that has its matches in the middle and stays within the text. */
function centred({ first, last }: Window, size: number): number {
  const start = first - Math.trunc((snippetWords - (last - first)) / 2)
  return Math.max(0, Math.min(start, size - snippetWords))
}

/** The tokens with which sentences begin: the first, and those behind a full stop or a colon. */
function sentenceStarts(text: string, tokens: readonly PlacedToken[]): readonly number[] {
  return [...tokens.keys()].filter((index) => {
    if (index === 0) return true
    const { start } = tokens[index] as PlacedToken
    const before = text.slice(tokens[index - 1]?.end, start)
    return /[.:][ \t\r\n]+$/.test(before)
  })
}

/** Matches that overlap are marked as one. */
function together(found: readonly FoundTerm[]): readonly (readonly [number, number])[] {
  const ranges: [number, number][] = []
  for (const { at, size } of found) {
    const last = ranges.at(-1)
    if (last !== undefined && at <= last[1]) last[1] = Math.max(last[1], at + size - 1)
    else ranges.push([at, at + size - 1])
  }
  return ranges
}

function excerpt(
  text: string,
  tokens: readonly PlacedToken[],
  ranges: readonly (readonly [number, number])[],
  start: number,
): string {
  const end = start + snippetWords - 1
  let shown = start > 0 ? ellipsis : ''
  let offset = start > 0 ? (tokens[start]?.start ?? 0) : 0
  for (const [from, to] of ranges) {
    if (from < start || from > end) continue
    const [first, last] = [tokens[from] as PlacedToken, tokens[Math.min(to, end)] as PlacedToken]
    shown += text.slice(offset, first.start) + markStart
    shown += text.slice(first.start, last.end) + markEnd
    offset = last.end
  }
  if (end >= tokens.length - 1) return shown + text.slice(offset)
  return shown + text.slice(offset, tokens[end]?.end) + ellipsis
}
