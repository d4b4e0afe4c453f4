import { type JsonLines, openJsonLines } from '../../state/json-lines.ts'
import { setAsideForeign } from '../../state/set-aside-foreign.ts'
import type { StateLog } from '../../state/state-file.ts'
import { mergePoints, type Point, parsePoint } from './point.ts'

export interface TierOptions {
  readonly file: string
  /** How long a point lasts; a multiple of that of the finer tier. */
  readonly stepMs: number
  /** How far back it reaches. */
  readonly keptMs: number
  readonly log: StateLog
  /** Whether anything may be written now. */
  readonly isWritable: () => boolean
  /** Gets every point that is whole. */
  readonly coarser: Tier | undefined
}

/** A point of three busy services, with many buckets; one of a quiet time takes a third of it. */
export const pointBytes = 1024

/** Points of one length, appended to a file of bounded size; whole ones go on to the coarser tier. */
export class Tier {
  readonly stepMs: number
  readonly keptMs: number
  readonly #options: TierOptions
  readonly #lines: JsonLines<Point>
  #pending: Point | undefined

  constructor(options: TierOptions) {
    const { file, stepMs, keptMs, log } = options
    this.#options = options
    this.stepMs = stepMs
    this.keptMs = keptMs
    setAsideForeign({ file, isOurs: (value) => parsePoint(value) !== undefined, log })
    const maxBytes = Math.ceil(keptMs / stepMs) * pointBytes
    this.#lines = openJsonLines({ file, parse: parsePoint, maxBytes, log })
  }

  /** The last points that were on the disk at the start. */
  get tail(): readonly Point[] {
    return this.#lines.tail
  }

  /** Adds what came within a part of a step. */
  add(point: Point): void {
    const atMs = Math.floor(point.atMs / this.stepMs) * this.stepMs
    if (this.#pending && this.#pending.atMs !== atMs) this.flush()
    this.#pending = this.#pending ? mergePoints(this.#pending, point) : { ...point, atMs }
  }

  /**
   * Takes over what the finer tier had written and this one had not. Call it before that of the finer
   * one, which passes on what becomes whole.
   */
  catchUp(finer: readonly Point[]): void {
    const last = this.#lines.tail.at(-1)
    const fromMs = last ? last.atMs + this.stepMs : Number.NEGATIVE_INFINITY
    for (const point of finer) if (point.atMs >= fromMs) this.add(point)
  }

  /** Writes what there is of the present step. */
  flush(): void {
    const { isWritable, coarser } = this.#options
    const point = this.#pending
    this.#pending = undefined
    if (point === undefined) return
    if (isWritable()) this.#lines.append(point)
    coarser?.add(point)
  }

  /** All points that are kept, oldest first, the present one last. */
  async read(): Promise<readonly Point[]> {
    const points: Point[] = []
    for await (const point of this.#lines.read()) points.push(point)
    if (this.#pending) points.push(this.#pending)
    return points
  }

  /** Settles when nothing is on its way to the disk any more. */
  settled(): Promise<void> {
    return this.#lines.flush()
  }
}
