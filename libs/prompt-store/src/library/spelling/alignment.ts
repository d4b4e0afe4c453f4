/** Longer than any word that is kept. */
const maxDepth = 40

/** Further apart than any two words that are looked at. */
const far = 99

/**
 * How many edits lie between a word and another that is given letter by letter, so that words
 * which begin alike are compared only once as far as they do: a letter too many, too few or wrong,
 * or two neighbours in the wrong order (Damerau–Levenshtein distance, each letter edited once).
 * Letters are code points. Only distances up to `reach` are exact.
 */
export class Alignment {
  readonly #wanted: readonly number[]
  readonly #reach: number
  /** At depth d, the edits between the first d letters and each beginning of the wanted word. */
  readonly #rows: readonly Uint8Array[]
  readonly #letters: number[] = []
  /** At each depth, the fewest edits that any longer word needs. */
  readonly #fewest = new Uint8Array(maxDepth + 1)
  /** At each depth, how long the nearest beginning of the letters is. */
  readonly #nearest = new Uint8Array(maxDepth + 1)

  constructor(wanted: readonly number[], reach: number) {
    this.#wanted = wanted
    this.#reach = reach
    this.#rows = Array.from({ length: maxDepth + 1 }, (_, depth) => {
      const row = new Uint8Array(wanted.length + 1).fill(far)
      if (depth <= reach) row[0] = depth
      return row
    })
    for (let i = 0; i <= Math.min(reach, wanted.length); i++) this.#row(0)[i] = i
  }

  /** Goes on from the first `depth` letters with one more, to no more than 40. */
  step(depth: number, letter: number): void {
    this.#letters[depth] = letter
    const end = this.#wanted.length
    const from = Math.max(1, depth + 1 - this.#reach)
    const to = Math.min(end, depth + 1 + this.#reach)
    const row = this.#row(depth + 1)
    let fewest = row[0] ?? far
    for (let i = from; i <= to; i++) {
      const edits = this.#edits(depth, i, letter)
      row[i] = edits
      if (edits < fewest) fewest = edits
    }
    this.#fewest[depth + 1] = fewest
    const before = this.#nearest[depth] ?? 0
    const isNearer = (row[end] ?? far) <= (this.#row(before)[end] ?? far)
    this.#nearest[depth + 1] = isNearer ? depth + 1 : before
  }

  /** The fewest edits that a word which begins with the first `depth` letters can need. */
  fewest(depth: number): number {
    return this.#fewest[depth] ?? far
  }

  /** The edits between the first `depth` letters and the wanted word. */
  distance(depth: number): number {
    return this.#row(depth)[this.#wanted.length] ?? far
  }

  /** Of the beginnings of the first `depth` letters the length of the nearest, of equals the longest. */
  nearest(depth: number): number {
    return this.#nearest[depth] ?? 0
  }

  #edits(depth: number, i: number, letter: number): number {
    const [above, row] = [this.#row(depth), this.#row(depth + 1)]
    const wanted = this.#wanted[i - 1]
    const edits = Math.min(
      (above[i - 1] ?? far) + (wanted === letter ? 0 : 1),
      (above[i] ?? far) + 1,
      (row[i - 1] ?? far) + 1,
    )
    const isSwapped =
      i > 1 && depth > 0 && wanted === this.#letters[depth - 1] && this.#wanted[i - 2] === letter
    return isSwapped ? Math.min(edits, (this.#row(depth - 1)[i - 2] ?? far) + 1) : edits
  }

  #row(depth: number): Uint8Array {
    return this.#rows[depth] ?? new Uint8Array()
  }
}
