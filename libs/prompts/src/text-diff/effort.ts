/**
 * What one diff spends in all, over its texts. A version can hold thousands of texts that have
 * nothing in common, and a text half a million lines: beyond these bounds it is only told that they
 * were replaced, and not all of it is shown.
 */
const maxComparisons = 500_000
const maxItemsCompared = 30_000
const maxLinesShown = 4_000
const maxCharactersShown = 1_500_000

/** No single text is compared any further: what differs more is easier to read as replaced. */
const maxEditsOfOne = 400

/** What is left to spend on one diff, over all its texts. */
export class Effort {
  #comparisons = maxComparisons
  #items = maxItemsCompared
  #lines = maxLinesShown
  #characters = maxCharactersShown

  /** Takes what it costs to look at so many lines or words at all; `false` if that is too much. */
  takeItems(count: number): boolean {
    if (count > this.#items) return false
    this.#items -= count
    return true
  }

  /**
   * How many edits may be looked for between two sequences: each step looks at every edit so far.
   * One that differs too much leaves enough for others.
   */
  maxEdits(): number {
    return Math.min(maxEditsOfOne, Math.floor(Math.sqrt(this.#comparisons / 3)))
  }

  /** Notes that so many edits were looked for. */
  spend(edits: number): void {
    this.#comparisons = Math.max(0, this.#comparisons - edits * edits)
  }

  /** Nothing more can be shown, so nothing more needs to be compared. */
  get isSpent(): boolean {
    return this.#lines === 0 || this.#characters === 0
  }

  /** Whether one more line of this length may be shown. */
  show(length: number): boolean {
    if (this.#lines === 0) return false
    this.#lines -= 1
    if (length > this.#characters) {
      this.#characters = 0
      return false
    }
    this.#characters -= length
    return true
  }
}
