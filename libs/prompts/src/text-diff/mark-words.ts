import { compareSequences, type Run } from './compare-sequences.ts'
import type { Effort } from './effort.ts'

/** A stretch of a line that changed, or that did not. */
export interface LinePiece {
  readonly text: string
  readonly changed: boolean
}

/** Lines in pieces. */
type Marked = readonly (readonly LinePiece[])[]

/** Longer blocks of lines are not compared word by word: nobody could read the marks. */
const maxBlockLength = 20_000

/** If less of the longer block is the same, the words that happen to be in both say nothing. */
const minSharedPart = 0.3

/** Words, each sign of scripts that put no blanks between words, runs of blanks, any other sign. */
const words =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{M}\p{N}_]+|\s+|./gsu

const whole = (lines: readonly string[]): Marked =>
  lines.map((text) => (text === '' ? [] : [{ text, changed: true }]))

/** One side of a comparison as pieces, what stands beside each other and is alike in one. */
function piecesOf(
  tokens: readonly string[],
  runs: readonly Run[],
  side: 'removed' | 'added',
): LinePiece[] {
  const pieces: LinePiece[] = []
  let at = 0
  for (const { change, count } of runs) {
    if (change !== 'same' && change !== side) continue
    const text = tokens.slice(at, at + count).join('')
    at += count
    pieces.push({ text, changed: change === side })
  }
  return pieces
}

/** Blanks between two changed words are part of the change: so it can be read at one go. */
function joinOverBlanks(pieces: readonly LinePiece[]): LinePiece[] {
  const joined: LinePiece[] = []
  for (const [index, { text, changed }] of pieces.entries()) {
    const isBlank = /^[^\S\n]+$/.test(text)
    const between = pieces[index - 1]?.changed === true && pieces[index + 1]?.changed === true
    const piece = { text, changed: changed || (isBlank && between) }
    const last = joined.at(-1)
    if (last?.changed === piece.changed) joined.push({ ...piece, text: joined.pop()?.text + text })
    else joined.push(piece)
  }
  return joined
}

/** Cuts pieces where their text has line breaks. */
function toLines(pieces: readonly LinePiece[]): Marked {
  const lines: LinePiece[][] = [[]]
  for (const { text, changed } of pieces) {
    for (const [index, part] of text.split('\n').entries()) {
      if (index > 0) lines.push([])
      if (part !== '') lines.at(-1)?.push({ text: part, changed })
    }
  }
  return lines
}

const inkOf = (texts: readonly string[]) => texts.join('').replace(/\s+/g, '').length

/**
 * Marks which words differ between lines that were removed and those that took their place. Where
 * the two have little in common the lines are marked as a whole.
 */
export function markWords(
  removed: readonly string[],
  added: readonly string[],
  effort: Effort,
): { readonly removed: Marked; readonly added: Marked } {
  const unmarked = { removed: whole(removed), added: whole(added) }
  if (removed.length === 0 || added.length === 0) return unmarked
  const [older, newer] = [removed.join('\n'), added.join('\n')]
  if (older.length > maxBlockLength || newer.length > maxBlockLength) return unmarked
  const [olderWords, newerWords] = [older.match(words) ?? [], newer.match(words) ?? []]
  const isAffordable = effort.takeItems(olderWords.length + newerWords.length)
  const runs = isAffordable ? compareSequences(olderWords, newerWords, effort) : undefined
  if (runs === undefined) return unmarked

  const olderPieces = piecesOf(olderWords, runs, 'removed')
  const newerPieces = piecesOf(newerWords, runs, 'added')
  const shared = inkOf(olderPieces.filter(({ changed }) => !changed).map(({ text }) => text))
  if (shared < minSharedPart * Math.max(inkOf([older]), inkOf([newer]))) return unmarked
  return {
    removed: toLines(joinOverBlanks(olderPieces)),
    added: toLines(joinOverBlanks(newerPieces)),
  }
}
