import type { Snapshot } from '../../metrics/metrics-collector.ts'
import { differenceOf, readTotals, type Totals } from '../../metrics-history/points/read-totals.ts'
import { quantileOf } from '../../metrics-history/series/quantile.ts'
import type { Figures } from '../../resources/figures.ts'
import { combineProcesses } from '../../resources/history/combine.ts'
import type { ProcessSnapshot } from '../../supervision/service-control.ts'

/** What a service does and uses just now; null where it is not known, or where nothing was asked. */
export interface ServiceFigures {
  readonly cpu_percent: number | null
  readonly memory_bytes: number | null
  /** In seconds, like all times here. */
  readonly loop_lag: number | null
  readonly requests_per_second: number | null
  readonly errors_per_second: number | null
  /** Of the requests, from 0 to 1. */
  readonly error_ratio: number | null
  readonly latency_p50: number | null
  readonly latency_p95: number | null
}

/** What was counted until a moment, from which the next difference is taken. */
export interface Counted {
  readonly atMs: number
  readonly totals: Totals
}

/** Reads what all processes have counted. */
export function countedIn({ atMs, families }: Snapshot): Counted {
  return { atMs, totals: readTotals(families) }
}

/** The figures of each service in the time between two countings; without them, of what it uses. */
export function figuresBetween(
  processes: readonly ProcessSnapshot[],
  figuresOf: (processId: number) => Figures | null,
  before?: Counted,
  after?: Counted,
): Readonly<Record<string, ServiceFigures>> {
  const grown = before && after ? differenceOf(before.totals, after.totals) : {}
  const elapsed = before && after ? (after.atMs - before.atMs) / 1000 : 0
  const services = Map.groupBy(processes, ({ service }) => service)
  return Object.fromEntries(
    [...services].map(([service, own]) => {
      const used = combineProcesses(own.flatMap(({ processId }) => figuresOf(processId) ?? []))
      const { counts, durations } = grown[service] ?? { counts: {}, durations: {} }
      // Who was never asked has not begun to count.
      const rate = (amount = 0) => (elapsed > 0 ? amount / elapsed : null)
      const times = durations.http ?? {}
      return [
        service,
        {
          cpu_percent: used.cpuPercent,
          memory_bytes: used.rssBytes,
          loop_lag: used.loopLagMs === null ? null : used.loopLagMs / 1000,
          requests_per_second: rate(counts.requests),
          errors_per_second: rate(counts.serverErrors),
          error_ratio: counts.requests ? (counts.serverErrors ?? 0) / counts.requests : null,
          latency_p50: quantileOf(times, 0.5),
          latency_p95: quantileOf(times, 0.95),
        },
      ]
    }),
  )
}
