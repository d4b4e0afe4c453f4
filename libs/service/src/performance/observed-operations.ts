import type { HistogramFamily, LabelSet } from '@promptbin/metrics'

/** A histogram of durations in seconds, and how its series are told of in the log. */
export interface PerformanceSource {
  readonly histogram: { read(): HistogramFamily }
  /** Of which operation a series is, such as `GET /api/v1/prompts`; undefined for none of interest. */
  readonly operationOf: (labels: LabelSet) => string | undefined
  readonly isError: (labels: LabelSet) => boolean
}

/** How one operation did within an interval. */
export interface OperationFigures {
  readonly operation: string
  readonly count: number
  readonly errors: number
  readonly p50_ms: number
  readonly p95_ms: number
  readonly p99_ms: number
}

interface Observed {
  counts: readonly number[]
  errors: number
}

/**
 * What was observed since the last call, by operation, the most frequent first. The figures are those of
 * the metrics, so nothing more is noted for a request.
 */
export function followOperations({ histogram, ...source }: PerformanceSource) {
  let before = new Map<string, readonly number[]>()
  return (): readonly OperationFigures[] => {
    const { bounds, series } = histogram.read()
    const now = new Map<string, readonly number[]>()
    const found = new Map<string, Observed>()
    for (const { labels, counts } of series) {
      const key = JSON.stringify(labels)
      now.set(key, counts)
      const news = counts.map((count, bucket) => count - (before.get(key)?.[bucket] ?? 0))
      const operation = source.operationOf(labels)
      const total = sum(news)
      if (operation === undefined || total === 0) continue
      const known = found.get(operation) ?? { counts: counts.map(() => 0), errors: 0 }
      known.counts = known.counts.map((count, bucket) => count + (news[bucket] ?? 0))
      if (source.isError(labels)) known.errors += total
      found.set(operation, known)
    }
    before = now
    return [...found]
      .map(([operation, observed]) => figuresOf(operation, observed, bounds))
      .toSorted((a, b) => b.count - a.count)
  }
}

function figuresOf(
  operation: string,
  { counts, errors }: Observed,
  bounds: readonly number[],
): OperationFigures {
  const at = (share: number) => Math.round(quantile(share, counts, bounds) * 1e5) / 100
  const [p50_ms, p95_ms, p99_ms] = [at(0.5), at(0.95), at(0.99)]
  return { operation, count: sum(counts), errors, p50_ms, p95_ms, p99_ms }
}

/**
 * Estimated as `histogram_quantile` of Prometheus does: evenly spread within a bucket, and the highest
 * bound for what lies above it.
 */
export function quantile(
  share: number,
  counts: readonly number[],
  bounds: readonly number[],
): number {
  const rank = share * sum(counts)
  let below = 0
  for (const [bucket, count] of counts.entries()) {
    const upper = bounds[bucket]
    if (upper === undefined) break
    if (count > 0 && below + count >= rank) {
      const lower = bounds[bucket - 1] ?? 0
      return lower + ((upper - lower) * (rank - below)) / count
    }
    below += count
  }
  return bounds.at(-1) ?? 0
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0)
}
