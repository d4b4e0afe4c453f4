import { Counter as LibraryCounter, Gauge as LibraryGauge, type Registry } from 'prom-client'
import { metricRefused } from '../errors.ts'
import type { MetricFamily } from '../family/metric-family.ts'
import { brokenRules } from '../family/metric-rules.ts'
import { BoundedHistogram } from './bounded-histogram.ts'
import type {
  Counter,
  CounterOptions,
  Gauge,
  GaugeOptions,
  Histogram,
  HistogramOptions,
  InstrumentOptions,
  Labels,
} from './instrument.ts'
import { fromLibrary } from './library-family.ts'

/** Makes metrics; each throws `PB_METRIC_REFUSED` for a name or a label that breaks the rules. */
export interface Instruments {
  counter<Label extends string = never>(options: CounterOptions<Label>): Counter<Label>
  gauge<Label extends string = never>(options: GaugeOptions<Label>): Gauge<Label>
  histogram<Label extends string = never>(options: HistogramOptions<Label>): Histogram<Label>
}

/** The metrics of one process. */
export interface InstrumentSet extends Instruments {
  /** What they say now. */
  read(): Promise<readonly MetricFamily[]>
}

/** Enough for any histogram whose labels are few and known; see `HistogramOptions.maxSeries`. */
const defaultMaxSeries = 100

/** Metrics on top of a registry of prom-client, which keeps counters, gauges and its own defaults. */
export function createInstruments(
  registry: Registry,
  currentTrace: () => string | undefined,
): InstrumentSet {
  const histograms = new Map<string, BoundedHistogram>()
  const shared = new Set<string>()

  function check(type: string, { name, help, labels = [] }: InstrumentOptions<string>) {
    const [fault] = brokenRules({ name, help, type, labelNames: labels })
    if (fault !== undefined) throw metricRefused(name, fault)
    if (histograms.has(name) || registry.getSingleMetric(name)) {
      throw metricRefused(name, 'there is one with this name')
    }
    return { name, help, labelNames: [...labels], registers: [registry] }
  }

  return {
    counter<Label extends string>({ read, ...options }: CounterOptions<Label>) {
      const library: LibraryCounter<string> = new LibraryCounter<string>({
        ...check('counter', options),
        ...(read && { collect: () => readCounter(read) }),
      })
      // What prom-client takes is what we ask for; ours wants all labels.
      const counter = library as Counter<Label>
      function readCounter(add: (counter: Counter<Label>) => void): void {
        library.reset()
        add(counter)
      }
      return counter
    },
    gauge<Label extends string>({ read, isShared, ...options }: GaugeOptions<Label>) {
      const common = check('gauge', options)
      if (isShared) shared.add(options.name)
      const library = new LibraryGauge<string>({
        ...common,
        ...(read && { collect: () => readGauge(read, gauge) }),
      })
      const gauge = library as Gauge<Label>
      // prom-client tells 0 of one that nobody has set. What is read may not be known yet.
      if (read && common.labelNames.length === 0) library.remove()
      return gauge
    },
    histogram<Label extends string>(options: HistogramOptions<Label>): Histogram<Label> {
      const { name, help, labelNames } = check('histogram', options)
      const { buckets: bounds, maxSeries = defaultMaxSeries, kept = [] } = options
      const about = { name, help, labelNames, bounds, maxSeries, kept, currentTrace }
      const histogram = new BoundedHistogram(about)
      histograms.set(name, histogram)
      return observerOf(histogram, labelNames.length > 0)
    },
    async read() {
      const families = (await registry.getMetricsAsJSON()).map(fromLibrary)
      return [
        ...families.map((family) =>
          family.type === 'gauge' && shared.has(family.name)
            ? ({ ...family, isShared: true } as const)
            : family,
        ),
        ...[...histograms.values()].map((histogram) => histogram.read()),
      ]
    },
  }
}

/** One that cannot be read keeps its last value, and takes none of the others with it. */
async function readGauge<Label extends string>(
  read: NonNullable<GaugeOptions<Label>['read']>,
  gauge: Gauge<Label>,
): Promise<void> {
  try {
    await read(gauge)
  } catch {}
}

/** The histogram in the form of its users: without labels, if it has none. */
function observerOf<Label extends string>(
  histogram: BoundedHistogram,
  hasLabels: boolean,
): Histogram<Label> {
  const none = {}
  const observe = hasLabels
    ? (labels: Labels<Label>, value: number, traceId?: string) =>
        histogram.observe(labels, value, traceId)
    : (value: number, traceId?: string) => histogram.observe(none, value, traceId)
  return { observe: observe as Histogram<Label>['observe'], read: () => histogram.read() }
}
