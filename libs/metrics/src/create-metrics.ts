import { collectDefaultMetrics, Registry } from 'prom-client'
import { type Exposition, expose } from './exposition/exposition.ts'
import type { MetricFamily } from './family/metric-family.ts'
import type { Counter, Histogram } from './instruments/instrument.ts'
import { createInstruments, type Instruments } from './instruments/instruments.ts'
import { followLoop } from './process/loop-figures.ts'
import { measureProcess } from './process/process-metrics.ts'

export interface MetricsOptions {
  readonly service: string
  readonly version: string
  /** The process is replaced when it uses more; undefined if nobody has set that. */
  readonly memoryLimitBytes?: number | undefined
  /** The trace that is going on, for exemplars; without it only what is given with a value has one. */
  readonly traceId?: () => string | undefined
}

/** Who reads metrics: Prometheus and people at `/metrics`, or the supervisor. */
export type MetricsReader = 'scrape' | 'supervisor'

/** What one process counts; apps add their own with `counter`, `gauge` and `histogram`. */
export interface Metrics extends Instruments {
  /** Labels: `method`, `route` (the pattern), `status_class`; see `methodLabel`, `routeLabel`. */
  readonly httpRequestDuration: Histogram<'method' | 'route' | 'status_class'>
  /** Requests turned away to protect the rest, by `reason`. */
  readonly shedRequests: Counter<'reason'>
  /** Adds the requests that an app is answering to those under way. */
  addInFlight(count: () => number): void
  /** All metrics as data. What is told since the last reading is so for each reader by himself. */
  families(reader?: MetricsReader): Promise<readonly MetricFamily[]>
  /** All metrics in the text format, or in the one that an `Accept` header prefers. */
  render(accept?: string): Promise<string>
  /** The same with its content type. */
  expose(accept?: string): Promise<Exposition>
}

/** OpenTelemetry's buckets for HTTP in seconds, and two smaller ones: our reads are that fast. */
export const HTTP_BUCKETS_SECONDS = [
  0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10,
]

/**
 * A series for each route, method and outcome would be some thousands. So many are in use at any
 * time; what comes beyond is counted together, by its outcome.
 */
const maxHttpSeries = 80

/**
 * Gauges of the library that end in `_total`, which `promtool check metrics` refuses; those by kind that
 * `nodejs_active_resources` has replaced; and those of the event loop's lag, whose values have the time
 * of its timer in them, see `followLoop`.
 */
const unwantedDefaults = [
  'nodejs_active_handles',
  'nodejs_active_handles_total',
  'nodejs_active_requests',
  'nodejs_active_requests_total',
  'nodejs_active_resources_total',
  'nodejs_eventloop_lag_seconds',
  ...['min', 'max', 'mean', 'stddev', 'p50', 'p90', 'p99'].map(
    (name) => `nodejs_eventloop_lag_${name}_seconds`,
  ),
]

/** So rarely that it costs nothing; the library cannot do without its timer. */
const unusedPrecisionMs = 3_600_000

/** The metrics of a process: its own, those of the build and of HTTP. */
export function createMetrics(options: MetricsOptions): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: unusedPrecisionMs })
  for (const name of unwantedDefaults) registry.removeSingleMetric(name)
  const { read, ...instruments } = createInstruments(registry, options.traceId ?? (() => undefined))
  measureProcess(instruments, options)
  const inFlight: (() => number)[] = []
  instruments.gauge({
    name: 'promptbin_http_requests_in_flight',
    help: 'Requests that are being answered, open streams among them.',
    read: (gauge) => gauge.set(inFlight.reduce((total, count) => total + count(), 0)),
  })
  const loops = new Map<MetricsReader, ReturnType<typeof followLoop>>([['scrape', followLoop()]])

  async function families(reader: MetricsReader = 'scrape'): Promise<readonly MetricFamily[]> {
    const loop = loops.get(reader) ?? followLoop()
    loops.set(reader, loop)
    return [...(await read()), ...loop()]
  }
  const expositionFor = async (accept?: string) => expose(await families(), accept)

  return {
    ...instruments,
    httpRequestDuration: instruments.histogram({
      name: 'promptbin_http_request_duration_seconds',
      help: 'Time from a request to the end of its answer.',
      labels: ['method', 'route', 'status_class'],
      buckets: HTTP_BUCKETS_SECONDS,
      maxSeries: maxHttpSeries,
      kept: ['status_class'],
    }),
    shedRequests: instruments.counter({
      name: 'promptbin_shed_requests_total',
      help: 'Requests turned away because the service had more to do than it can.',
      labels: ['reason'],
    }),
    addInFlight: (count) => void inFlight.push(count),
    families,
    expose: expositionFor,
    render: async (accept) => (await expositionFor(accept)).body,
  }
}
