import type { HealthCheck } from '@promptbin/health'
import type { Logger } from '@promptbin/logging'
import type { Metrics } from '@promptbin/metrics'
import {
  type DropReason,
  startTracing,
  type Tracing,
  type TracingOptions,
} from '@promptbin/tracing'
import { createBreakerCheck } from '../health/breaker-check.ts'
import { logBreaker } from '../metrics/breaker-log.ts'
import { measureBreakers } from '../metrics/breaker-metrics.ts'

export interface ServiceTracingOptions {
  readonly service: string
  readonly version: string
  /** The settings of `tracing`. */
  readonly settings: Pick<TracingOptions, 'endpoint' | 'sampleRatio' | 'headers'>
  readonly logger: Logger
  readonly metrics: Metrics
}

/** What the breaker before the collector is called in metrics and in the log. */
const breakerName = 'traces'

const reasons: readonly DropReason[] = ['queue_full', 'export_failed']

/**
 * Begins to trace if the settings name a collector; undefined if not. What is lost is counted, and an
 * outage of the collector is one line in the log, as is its end.
 */
export async function startServiceTracing(
  options: ServiceTracingOptions,
): Promise<Tracing | undefined> {
  const { service, version, settings, logger, metrics } = options
  const dropped = metrics.counter({
    name: 'promptbin_traces_dropped_total',
    help: 'Spans that the collector did not get, by why.',
    labels: ['reason'],
  })
  for (const reason of reasons) dropped.inc({ reason }, 0)
  const tracing = await startTracing({
    ...settings,
    service,
    version,
    onDropped: (spans, reason) => dropped.inc({ reason }, spans),
    onCollector: (err) => {
      if (err === undefined) logger.info({ event: 'tracing.resumed' }, 'traces are sent again')
      else logger.warn({ event: 'tracing.failed', err }, 'traces cannot be sent, and are dropped')
    },
    onBreaker: logBreaker(logger, breakerName),
  })
  if (tracing) measureBreakers(metrics, () => ({ [breakerName]: tracing.breaker.state() }))
  return tracing
}

/** Whether spans get to the collector; nothing else depends on it. */
export function createTracesCheck({ breaker }: Pick<Tracing, 'breaker'>): HealthCheck {
  return createBreakerCheck({
    name: 'traces:breaker',
    severity: 'minor',
    breaker,
    meanwhile: 'The collector of tracing.endpoint does not take spans, and they are dropped.',
  })
}
