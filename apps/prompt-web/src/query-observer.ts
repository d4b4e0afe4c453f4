import type { Logger } from '@promptbin/logging'
import type { Metrics } from '@promptbin/metrics'
import type { JobEvent } from '@promptbin/prompt-store'

/** From a point read in memory (20 µs of SQL and a thread's turn) to a disk that hardly answers. */
const bucketsSeconds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]

/**
 * Tells of every query of the store: in the log, under the id of the request that it was for, and
 * as a metric.
 */
export function createQueryObserver(options: {
  readonly logger: Logger
  readonly metrics: Metrics
}): (event: JobEvent) => void {
  const { logger, metrics } = options
  const duration = metrics.histogram({
    name: 'promptbin_db_query_duration_seconds',
    help: 'Time that a query of the store took in its thread.',
    labels: ['operation'],
    buckets: bucketsSeconds,
  })
  return ({ operation, durationMs, queuedMs, requestId, traceId, rows, errorCode }) => {
    duration.observe({ operation }, durationMs / 1000)
    logger.debug({
      event: 'store.query',
      operation,
      duration_ms: durationMs,
      queued_ms: queuedMs,
      request_id: requestId,
      trace_id: traceId,
      rows,
      error_code: errorCode,
    })
  }
}
