import type { Effort } from './effort.ts'
import type { LinePiece } from './mark-words.ts'
import type { DiffHunk, DiffLine, TextDiff } from './text-diff.ts'

/** How many lines around a change are shown although they are the same. */
export const contextLines = 3

/** A line in pieces. */
type Pieces = readonly LinePiece[]

/** Gathers what is shown of two texts, walked through side by side. */
export class Hunks {
  readonly #effort: Effort
  readonly #hunks: DiffHunk[] = []
  #lines: DiffLine[] = []
  #from: number
  #to: number
  #omitted = 0

  /** Begins behind the first `linesBefore` lines, which are the same in both texts. */
  constructor(effort: Effort, linesBefore: number) {
    this.#effort = effort
    this.#from = linesBefore
    this.#to = linesBefore
  }

  /** Walks over lines that are the same, which are shown only if they are near a change. */
  same(lines: readonly string[]): void {
    const shownBefore = this.#lines.length > 0 ? Math.min(contextLines, lines.length) : 0
    const shownAfter = Math.min(contextLines, lines.length - shownBefore)
    const skipped = lines.length - shownBefore - shownAfter
    this.#walk('same', shownBefore, lines.slice(0, shownBefore).map(unchanged))
    if (skipped > 0) this.#close()
    this.#walk('same', skipped, [])
    this.#walk('same', shownAfter, lines.slice(lines.length - shownAfter).map(unchanged))
  }

  /** Walks over `count` lines of one text that are not in the other; `lines` are the first of them. */
  changed(change: 'removed' | 'added', count: number, lines: readonly Pieces[]): void {
    this.#omitted += count - this.#walk(change, count, lines)
  }

  /** All that is shown, and how many changed lines are not. */
  told(): Pick<TextDiff, 'hunks' | 'omitted'> {
    this.#close()
    return { hunks: this.#hunks, omitted: this.#omitted }
  }

  /** Goes `count` lines on and answers how many of them are shown. */
  #walk(change: DiffLine['change'], count: number, lines: readonly Pieces[]): number {
    let shown = 0
    for (const pieces of lines) {
      if (!this.#effort.show(pieces.reduce((length, { text }) => length + text.length, 0))) break
      shown++
      const from = change === 'added' ? null : this.#from + shown
      const to = change === 'removed' ? null : this.#to + shown
      this.#lines.push({ change, from, to, pieces: [...pieces] })
    }
    if (change !== 'added') this.#from += count
    if (change !== 'removed') this.#to += count
    return shown
  }

  /** Ends a hunk. Lines at its end that are the same are shown only after a change. */
  #close(): void {
    const last = this.#lines.findLastIndex(({ change }) => change !== 'same')
    if (last >= 0) this.#hunks.push({ lines: this.#lines.slice(0, last + 1 + contextLines) })
    this.#lines = []
  }
}

const unchanged = (text: string): Pieces => (text === '' ? [] : [{ text, changed: false }])
