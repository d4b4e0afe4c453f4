import type { Figures } from '../../resources/figures.ts'
import type { DurationName, ServicePoint } from '../points/point.ts'
import { quantileOf } from './quantile.ts'

/** What the values of a series are in. */
export type SeriesUnit = '1/s' | 'ratio' | 's' | '%' | 'bytes' | 'count'

/** One line of a chart: how it is made of what is kept; null where it is not known. */
export type Series =
  | {
      readonly unit: SeriesUnit
      readonly from: 'metrics'
      readonly value: (point: ServicePoint, coveredSeconds: number) => number | null
    }
  | {
      readonly unit: SeriesUnit
      /** Kept by the history of figures already; see docs/resources.md. */
      readonly from: 'figures'
      readonly value: (figures: Figures) => number | null
    }

const rate = (name: 'requests' | 'operations'): Series => ({
  unit: '1/s',
  from: 'metrics',
  value: ({ counts }, seconds) => {
    const count = counts[name]
    return count === undefined || seconds === 0 ? null : count / seconds
  },
})

const ratio = (
  part: 'serverErrors' | 'operationErrors',
  whole: 'requests' | 'operations',
): Series => ({
  unit: 'ratio',
  from: 'metrics',
  value: ({ counts }) => {
    const all = counts[whole] ?? 0
    return all === 0 ? null : (counts[part] ?? 0) / all
  },
})

const latency = (name: DurationName, share: number): Series => ({
  unit: 's',
  from: 'metrics',
  value: ({ durations }) => quantileOf(durations[name] ?? {}, share),
})

const level = (
  unit: SeriesUnit,
  name: 'activeStreams' | 'breakersOpen' | 'diskFreeBytes',
): Series => ({ unit, from: 'metrics', value: ({ levels }) => levels[name] ?? null })

/** Every series by its name. */
export const allSeries = {
  requests_per_second: rate('requests'),
  error_ratio: ratio('serverErrors', 'requests'),
  latency_p50: latency('http', 0.5),
  latency_p95: latency('http', 0.95),
  latency_p99: latency('http', 0.99),
  mcp_operations_per_second: rate('operations'),
  mcp_error_ratio: ratio('operationErrors', 'operations'),
  mcp_latency_p50: latency('mcp', 0.5),
  mcp_latency_p95: latency('mcp', 0.95),
  mcp_latency_p99: latency('mcp', 0.99),
  cpu_percent: { unit: '%', from: 'figures', value: ({ cpuPercent }) => cpuPercent },
  memory_bytes: { unit: 'bytes', from: 'figures', value: ({ rssBytes }) => rssBytes },
  loop_lag: {
    unit: 's',
    from: 'figures',
    value: ({ loopLagMs }) => (loopLagMs === null ? null : loopLagMs / 1000),
  },
  disk_free_bytes: level('bytes', 'diskFreeBytes'),
  active_streams: level('count', 'activeStreams'),
  breakers_open: level('count', 'breakersOpen'),
  restarts: { unit: 'count', from: 'metrics', value: ({ counts }) => counts.restarts ?? null },
} as const satisfies Readonly<Record<string, Series>>

export type SeriesName = keyof typeof allSeries

/** The names of all series, in the order in which they are told. */
export const seriesNames = Object.keys(allSeries) as readonly SeriesName[]
