import type { Logger } from '@promptbin/logging'
import type { Metrics } from '@promptbin/metrics'
import type { JobEvent } from '@promptbin/prompt-store'
import { type Live, valueNow } from '@promptbin/service'
import type { StoreQuery, Tracing } from '@promptbin/tracing'
import { createQueryMetrics } from './metrics/query-metrics.ts'
import { createQueryTrace } from './query-trace.ts'

/**
 * Tells of every query of the store: in the log, under the id of the request that it was for, and
 * as a metric, and in traces if there are any.
 */
export function createQueryObserver(options: {
  readonly logger: Logger
  readonly metrics: Metrics
  readonly tracing?: Tracing | undefined
  /** The database that is asked; SQLite unless told. */
  readonly system?: StoreQuery['system']
  /** A query that takes longer is told of as a warning; none is, unless told. */
  readonly slowQueryMs?: Live<number>
}): (event: JobEvent) => void {
  const { logger, metrics, tracing, system = 'sqlite', slowQueryMs = 0 } = options
  const slow = metrics.counter({
    name: 'promptbin_slow_queries_total',
    help: 'Queries of the store that took longer than logging.slow_query.',
    labels: ['operation'],
  })
  const count = createQueryMetrics(metrics)
  const trace = tracing && createQueryTrace(tracing, system)
  return (event) => {
    count(event)
    trace?.(event)
    const limitMs = valueNow(slowQueryMs)
    const isSlow = limitMs > 0 && event.durationMs >= limitMs
    if (isSlow) slow.inc({ operation: event.operation })
    // For most queries nothing is to be said, so that nothing is to be made.
    if (isSlow) logger.warn(fieldsOf(event, 'store.slow_query'), 'a slow query')
    else if (logger.isLevelEnabled('debug')) logger.debug(fieldsOf(event, 'store.query'))
  }
}

function fieldsOf(query: JobEvent, event: string): object {
  const { operation, durationMs, queuedMs, requestId, traceId, rows, errorCode } = query
  return {
    event,
    operation,
    duration_ms: rounded(durationMs),
    queued_ms: rounded(queuedMs),
    request_id: requestId,
    trace_id: traceId,
    rows,
    error_code: errorCode,
  }
}

function rounded(ms: number): number {
  return Math.round(ms * 100) / 100
}
