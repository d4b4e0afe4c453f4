import type { Exemplar, HistogramFamily, LabelSet } from '../family/metric-family.ts'

export interface BoundedHistogramOptions {
  readonly name: string
  readonly help: string
  readonly labelNames: readonly string[]
  readonly bounds: readonly number[]
  readonly maxSeries: number
  readonly kept: readonly string[]
  /** The trace that is going on. */
  readonly currentTrace: () => string | undefined
}

/** The value of a label that has more values than are told apart (as OpenTelemetry names the rest). */
const otherValue = '_OTHER'

type MutableExemplar = { -readonly [Key in keyof Exemplar]: Exemplar[Key] }

interface Series {
  readonly labels: LabelSet
  readonly counts: number[]
  sum: number
  /** By bucket; made with the first. */
  exemplars: (MutableExemplar | undefined)[] | undefined
}

/** One label's values, each leading to those of the next label, and at last to the series. */
interface Branch {
  readonly next: Map<string, Branch>
  series: Series | undefined
}

/**
 * A histogram with exemplars and a bound. That of prom-client keeps exemplars only for a registry
 * that cannot tell the text format, so that each value would be counted twice; it looks a series up
 * by a string that it puts together each time; and it grows with whatever it is told.
 */
export class BoundedHistogram {
  readonly #options: BoundedHistogramOptions
  readonly #root: Branch = { next: new Map(), series: undefined }
  readonly #all: Series[] = []

  constructor(options: BoundedHistogramOptions) {
    this.#options = options
    if (options.labelNames.length === 0) this.#root.series = this.#make({})
  }

  observe(labels: LabelSet, value: number, traceId = this.#options.currentTrace()): void {
    if (!(value >= 0 && value < Number.POSITIVE_INFINITY)) return
    const series = this.#find(labels) ?? this.#add(labels)
    const bucket = this.#bucketOf(value)
    series.counts[bucket] = (series.counts[bucket] ?? 0) + 1
    series.sum += value
    if (traceId !== undefined) keepExemplar(series, bucket, value, traceId)
  }

  read(): HistogramFamily {
    const { name, help, bounds } = this.#options
    const series = this.#all.map(({ labels, counts, sum, exemplars }) => {
      const kept = exemplars?.flatMap((one) => (one ? { ...one } : []))
      return { labels, counts: [...counts], sum, ...(kept && { exemplars: kept }) }
    })
    return { name, help, type: 'histogram', bounds, series }
  }

  #find(labels: LabelSet): Series | undefined {
    let branch: Branch | undefined = this.#root
    for (const name of this.#options.labelNames) {
      branch = branch.next.get(labels[name] ?? '')
      if (branch === undefined) return undefined
    }
    return branch.series
  }

  #add(labels: LabelSet): Series {
    const { labelNames, kept, maxSeries } = this.#options
    const isFull = this.#all.length >= maxSeries
    const known = Object.fromEntries(
      labelNames.map((name) => [
        name,
        isFull && !kept.includes(name) ? otherValue : (labels[name] ?? ''),
      ]),
    )
    let branch = this.#root
    for (const name of labelNames) branch = grow(branch, known[name] ?? '')
    branch.series ??= this.#make(known)
    return branch.series
  }

  #make(labels: LabelSet): Series {
    const counts = new Array<number>(this.#options.bounds.length + 1).fill(0)
    const series = { labels, counts, sum: 0, exemplars: undefined }
    this.#all.push(series)
    return series
  }

  #bucketOf(value: number): number {
    const { bounds } = this.#options
    let bucket = 0
    while (bucket < bounds.length && value > (bounds[bucket] ?? 0)) bucket += 1
    return bucket
  }
}

function grow({ next }: Branch, value: string): Branch {
  const grown = next.get(value) ?? { next: new Map(), series: undefined }
  next.set(value, grown)
  return grown
}

/** The last one of each bucket is kept, in the place of the one before: nothing is allocated for it. */
function keepExemplar(series: Series, bucket: number, value: number, traceId: string): void {
  series.exemplars ??= new Array(series.counts.length).fill(undefined)
  const kept = series.exemplars[bucket]
  if (kept === undefined) series.exemplars[bucket] = { bucket, traceId, value, atMs: Date.now() }
  else {
    kept.traceId = traceId
    kept.value = value
    kept.atMs = Date.now()
  }
}
