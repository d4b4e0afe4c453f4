import { type EventLoopUtilization, performance, type RecordableHistogram } from 'node:perf_hooks'
import type { GaugeFamily } from '../family/metric-family.ts'
import { followLoopLag } from './loop-lag.ts'

/** What is told of the lag, by the end of the metric's name. */
const lagFigures = {
  min: ['least', (lag) => lag.min],
  max: ['greatest', (lag) => lag.max],
  mean: ['mean', (lag) => lag.mean],
  p50: ['50th percentile', (lag) => lag.percentile(50)],
  p90: ['90th percentile', (lag) => lag.percentile(90)],
  p99: ['99th percentile', (lag) => lag.percentile(99)],
} as const satisfies Readonly<
  Record<string, readonly [what: string, read: (lag: RecordableHistogram) => number]>
>

/**
 * Tells at each call how late and how busy the event loop was since the one before. Whoever reads
 * metrics needs one of these for himself, or the others would take away what he has not seen.
 */
export function followLoop(): () => readonly GaugeFamily[] {
  const lag = followLoopLag({ isPatient: true })
  let before: EventLoopUtilization = performance.eventLoopUtilization()
  return () => {
    const { histogram } = lag
    const families = Object.entries(lagFigures).map(([name, [what, read]]) =>
      gauge(
        `nodejs_eventloop_lag_${name}_seconds`,
        `The ${what} of the event loop's lag since the last scrape.`,
        histogram.count === 0 ? 0 : read(histogram) / 1e9,
      ),
    )
    histogram.reset()
    const now = performance.eventLoopUtilization()
    const { utilization } = performance.eventLoopUtilization(now, before)
    before = now
    const help = 'The share of the time since the last scrape in which the event loop was busy.'
    return [...families, gauge('nodejs_eventloop_utilization_ratio', help, utilization)]
  }
}

function gauge(name: string, help: string, value: number): GaugeFamily {
  return { name, help, type: 'gauge', series: [{ labels: {}, value }] }
}
