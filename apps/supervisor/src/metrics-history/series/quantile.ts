import { HTTP_BUCKETS_SECONDS } from '@promptbin/metrics'
import type { Buckets } from '../points/point.ts'

/**
 * The value below which a share of the observations lie, in seconds, as `histogram_quantile` of
 * Prometheus tells it: evenly spread within a bucket, and the greatest bound for what lies above all.
 * Null without observations.
 */
export function quantileOf(buckets: Buckets, share: number): number | null {
  const known = Object.entries(buckets)
    .map(([bound, count]) => ({ bound: Number(bound), count }))
    .toSorted((one, other) => one.bound - other.bound)
  const total = known.reduce((sum, { count }) => sum + count, 0)
  if (total === 0) return null
  let before = 0
  for (const { bound, count } of known) {
    if (before + count < share * total) {
      before += count
      continue
    }
    const lower = boundBelow(bound, known)
    if (bound === Number.POSITIVE_INFINITY) return lower
    return lower + (bound - lower) * ((share * total - before) / count)
  }
  return known.at(-1)?.bound ?? null
}

/** Buckets in which nothing fell are not stored, so the bound below may be one of those in use. */
function boundBelow(bound: number, known: readonly { readonly bound: number }[]): number {
  const below = [...HTTP_BUCKETS_SECONDS, ...known.map((one) => one.bound)].filter(
    (one) => one < bound,
  )
  return Math.max(0, ...below)
}
