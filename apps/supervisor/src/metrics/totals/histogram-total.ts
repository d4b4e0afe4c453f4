import type {
  CounterFamily,
  Exemplar,
  HistogramFamily,
  HistogramSeries,
  LabelSet,
  ScalarSeries,
} from '@promptbin/metrics'

/** The observations of all processes that had one place. */
export interface HistogramTotal {
  readonly labels: LabelSet
  readonly counts: number[]
  sum: number
  exemplars?: readonly Exemplar[]
}

/** Whether a series was told before the other one, as everything in it only grows. */
export function isOlder(
  series: ScalarSeries | HistogramSeries,
  other: ScalarSeries | HistogramSeries,
): boolean {
  if ('value' in series) return 'value' in other && series.value < other.value
  return 'counts' in other && countOf(series) < countOf(other)
}

/** Whether nothing was counted between the two. */
export function isSame(
  series: ScalarSeries | HistogramSeries,
  other: ScalarSeries | HistogramSeries,
): boolean {
  if ('value' in series) return 'value' in other && series.value === other.value
  return 'counts' in other && countOf(series) === countOf(other)
}

/**
 * For each bucket of a family its place among those of the total. They differ only while processes of
 * two versions run: then an observation goes to the least bucket that is sure to hold it.
 */
export function placesOfBounds(
  family: CounterFamily | HistogramFamily,
  total: CounterFamily | HistogramFamily,
): readonly number[] {
  if (family.type !== 'histogram' || total.type !== 'histogram') return []
  const { bounds } = total
  const places = family.bounds.map((bound) => {
    const place = bounds.findIndex((one) => one >= bound)
    return place < 0 ? bounds.length : place
  })
  return [...places, bounds.length]
}

/** Adds to a total what came since `before`. */
export function addHistogram(
  total: HistogramTotal,
  series: HistogramSeries,
  before: HistogramSeries | undefined,
  places: readonly number[],
): void {
  for (const [bucket, count] of series.counts.entries()) {
    const place = places[bucket]
    if (place === undefined) continue
    total.counts[place] = (total.counts[place] ?? 0) + count - (before?.counts[bucket] ?? 0)
  }
  total.sum += series.sum - (before?.sum ?? 0)
  if (series.exemplars) total.exemplars = newest(total.exemplars, series.exemplars, places)
}

function newest(
  kept: readonly Exemplar[] = [],
  told: readonly Exemplar[],
  places: readonly number[],
): readonly Exemplar[] {
  const byBucket = new Map(kept.map((one) => [one.bucket, one]))
  for (const one of told) {
    const bucket = places[one.bucket]
    if (bucket === undefined) continue
    const before = byBucket.get(bucket)
    if (before === undefined || before.atMs <= one.atMs) byBucket.set(bucket, { ...one, bucket })
  }
  return [...byBucket.values()]
}

function countOf({ counts }: HistogramSeries): number {
  let total = 0
  for (const count of counts) total += count
  return total
}
