import type { MetricObjectWithValues, MetricValue, MetricValueWithName } from 'prom-client'
import type {
  HistogramSeries,
  LabelSet,
  MetricFamily,
  ScalarSeries,
} from '../family/metric-family.ts'

/** A metric as prom-client reads it out; histograms have a name with every value. */
export type LibraryMetric = MetricObjectWithValues<
  MetricValue<string> & Partial<Pick<MetricValueWithName<string>, 'metricName'>>
>

/** Brings what prom-client tells of a metric into our form. */
export function fromLibrary(metric: LibraryMetric): MetricFamily {
  const { name, help, values } = metric
  const type = String(metric.type)
  if (type === 'histogram') return { name, help, type, ...readHistogram(metric) }
  const series = values.map(
    (one): ScalarSeries => ({ labels: textOf(one.labels), value: one.value }),
  )
  return { name, help, type: type === 'counter' ? 'counter' : 'gauge', series }
}

/** The values of a series follow each other: its buckets, each with those before, its sum and count. */
function readHistogram({ name, values }: LibraryMetric) {
  const bounds: number[] = []
  const series: HistogramSeries[] = []
  let counts: number[] = []
  let before = 0
  for (const { metricName, labels, value } of values) {
    const { le, ...own } = textOf(labels)
    if (metricName === `${name}_bucket`) {
      counts.push(value - before)
      before = value
      if (series.length === 0 && le !== undefined && le !== '+Inf') bounds.push(Number(le))
    } else if (metricName === `${name}_sum`) {
      series.push({ labels: own, counts, sum: value })
      counts = []
      before = 0
    }
  }
  return { bounds, series }
}

function textOf(labels: Readonly<Partial<Record<string, string | number>>>): LabelSet {
  return Object.fromEntries(Object.entries(labels).map(([name, value]) => [name, String(value)]))
}
