import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { measureLoopLag } from './loop-lag.ts'

export interface MetricsOptions {
  readonly service: string
  readonly version: string
}

/** What one process counts; apps add their own metrics to `registry`. */
export interface Metrics {
  readonly registry: Registry
  /** Labels: `method`, `route` (the pattern), `status_class`; see `methodLabel`, `routeLabel`. */
  readonly httpRequestDuration: Histogram<'method' | 'route' | 'status_class'>
  /** Requests turned away to protect the rest, by `reason`. */
  readonly shedRequests: Counter<'reason'>
  /** Of what `render` gives. */
  readonly contentType: string
  /** All metrics in the Prometheus text format. */
  render(): Promise<string>
}

/** OpenTelemetry's buckets for HTTP in seconds, and two smaller ones: our reads are that fast. */
export const HTTP_BUCKETS_SECONDS = [
  0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10,
]

/**
 * Gauges of the library that end in `_total`, which `promtool check metrics` refuses, and those of the
 * event loop's lag, whose values have the time of its timer in them; see `measureLoopLag`.
 */
const UNWANTED_DEFAULTS = [
  'nodejs_active_handles_total',
  'nodejs_active_requests_total',
  'nodejs_active_resources_total',
  ...['min', 'max', 'mean', 'stddev', 'p50', 'p90', 'p99'].map(
    (name) => `nodejs_eventloop_lag_${name}_seconds`,
  ),
]

/** So rarely that it costs nothing; the library cannot do without its timer. */
const UNUSED_PRECISION_MS = 3_600_000

/** One registry with the metrics of the process, of the build and of HTTP. */
export function createMetrics({ service, version }: MetricsOptions): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({
    register: registry,
    eventLoopMonitoringPrecision: UNUSED_PRECISION_MS,
  })
  for (const name of UNWANTED_DEFAULTS) registry.removeSingleMetric(name)
  measureLoopLag(registry)
  new Gauge({
    name: 'promptbin_build_info',
    help: 'Always 1; the labels say what is running.',
    labelNames: ['service', 'version', 'node_version'],
    registers: [registry],
  }).set({ service, version, node_version: process.version }, 1)
  const httpRequestDuration = new Histogram({
    name: 'promptbin_http_request_duration_seconds',
    help: 'Time from a request to the end of its answer.',
    labelNames: ['method', 'route', 'status_class'],
    buckets: HTTP_BUCKETS_SECONDS,
    registers: [registry],
  })
  const shedRequests = new Counter({
    name: 'promptbin_shed_requests_total',
    help: 'Requests turned away because the service had more to do than it can.',
    labelNames: ['reason'],
    registers: [registry],
  })
  return {
    registry,
    httpRequestDuration,
    shedRequests,
    contentType: registry.contentType,
    render: () => registry.metrics(),
  }
}
