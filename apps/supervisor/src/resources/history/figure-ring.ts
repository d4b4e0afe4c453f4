import { type FigureName, type Figures, figureNames } from '../figures.ts'

/** The figures of one moment. */
export interface Sample {
  /** Milliseconds since 1970. */
  readonly atMs: number
  readonly figures: Figures
}

const rowLength = 1 + figureNames.length
const firstRows = 16

/**
 * The last samples of one process, in 112 bytes each: as objects they would take ten times as much.
 * Grows up to its capacity, then forgets the oldest.
 */
export class FigureRing {
  readonly #capacity: number
  #rows = new Float64Array(firstRows * rowLength)
  #next = 0
  #count = 0

  constructor(capacity: number) {
    this.#capacity = capacity
  }

  /** When the oldest was taken; undefined when there is none. */
  get oldestMs(): number | undefined {
    return this.#count === 0 ? undefined : this.#rows[this.#rowAt(0) * rowLength]
  }

  /** When the newest was taken; undefined when there is none. */
  get newestMs(): number | undefined {
    return this.#count === 0 ? undefined : this.#rows[this.#rowAt(this.#count - 1) * rowLength]
  }

  add({ atMs, figures }: Sample): void {
    if (this.#count === this.#size && this.#size < this.#capacity) this.#grow()
    const start = this.#next * rowLength
    this.#rows[start] = atMs
    let column = start
    for (const name of figureNames) this.#rows[++column] = figures[name] ?? Number.NaN
    this.#next = (this.#next + 1) % this.#size
    this.#count = Math.min(this.#count + 1, this.#size)
  }

  /** Those from `fromMs` on and before `beforeMs`, oldest first. */
  *between(fromMs: number, beforeMs = Number.POSITIVE_INFINITY): Generator<Sample> {
    for (let index = 0; index < this.#count; index++) {
      const start = this.#rowAt(index) * rowLength
      const atMs = this.#rows[start] ?? 0
      if (atMs >= fromMs && atMs < beforeMs) yield { atMs, figures: this.#figuresAt(start + 1) }
    }
  }

  get #size(): number {
    return this.#rows.length / rowLength
  }

  /** Where the n-th oldest stands. */
  #rowAt(index: number): number {
    return (this.#next - this.#count + index + this.#size) % this.#size
  }

  #figuresAt(start: number): Figures {
    const figures: Partial<Record<FigureName, number | null>> = {}
    for (const [index, name] of figureNames.entries()) {
      const value = this.#rows[start + index]
      figures[name] = value === undefined || Number.isNaN(value) ? null : value
    }
    return figures as Figures
  }

  /** Only ever full, so that the oldest stands where the next one would. */
  #grow(): void {
    const rows = new Float64Array(Math.min(this.#size * 2, this.#capacity) * rowLength)
    const split = this.#next * rowLength
    rows.set(this.#rows.subarray(split))
    rows.set(this.#rows.subarray(0, split), this.#rows.length - split)
    this.#rows = rows
    this.#next = this.#count
  }
}
