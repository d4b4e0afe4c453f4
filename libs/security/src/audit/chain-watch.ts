import type { AuditHead } from './audit-record.ts'
import { type AuditVerdict, ChainCheck } from './chain-check.ts'

/** Some records of a chain as they are kept, in order. */
export interface ChainSlice<Position> {
  readonly lines: readonly string[]
  /** After the last of them. */
  readonly next: Position
  readonly isLast: boolean
}

export interface ChainWatchOptions<Position> {
  /** Reads on after a position, from the first record without one; few enough to keep nobody waiting. */
  readonly read: (after: Position | undefined) => Promise<ChainSlice<Position>>
  /** What was noted of the chain outside of it. */
  readonly anchor: () => AuditHead | null
  /** Told of an end up to which everything is in order, so that it can be noted. */
  readonly onVerified: (head: AuditHead) => void
  /** Monotonic, in ms. */
  readonly now: () => number
  /** How often the whole chain is looked at again: what is old may be altered too. */
  readonly wholeEveryMs?: number
}

const dayMs = 24 * 60 * 60 * 1_000

/** One that is broken is looked at anew this often: somebody may have put it right. */
const brokenEveryMs = 10 * 60 * 1_000

/**
 * Keeps an eye on a chain: on all of it at first and once a day, in slices between which others have
 * their turn, and on what was appended whenever somebody looks. It has no timer of its own.
 */
export class ChainWatch<Position> {
  readonly #options: ChainWatchOptions<Position>
  #check: ChainCheck | undefined
  #position: Position | undefined
  #wholeAtMs = Number.NEGATIVE_INFINITY
  #verdict: AuditVerdict | undefined
  #passing: Promise<void> | undefined

  constructor(options: ChainWatchOptions<Position>) {
    this.#options = options
  }

  /** What is known last; undefined before the first look has come to its end. */
  get verdict(): AuditVerdict | undefined {
    return this.#verdict
  }

  /** Looks at what it has not seen yet; settles when it has come to the end. */
  look(): Promise<void> {
    this.#passing ??= this.#pass().finally(() => {
      this.#passing = undefined
    })
    return this.#passing
  }

  async #pass(): Promise<void> {
    const { read, anchor, now, wholeEveryMs = dayMs, onVerified } = this.#options
    const isBroken = this.#verdict?.valid === false
    const isDue = now() - this.#wholeAtMs >= (isBroken ? brokenEveryMs : wholeEveryMs)
    if (isBroken && !isDue) return
    if (isDue || this.#check === undefined) {
      this.#check = new ChainCheck({ anchor: anchor() })
      this.#position = undefined
      this.#wholeAtMs = now()
    }
    const check = this.#check
    for (let isLast = false; !isLast; ) {
      const slice = await read(this.#position)
      const isInOrder = slice.lines.every((line) => check.take(line))
      isLast = slice.isLast || !isInOrder
      this.#position = slice.next
      await new Promise(setImmediate)
    }
    this.#verdict = check.end()
    if (this.#verdict.valid) onVerified(this.#verdict.head)
  }
}
