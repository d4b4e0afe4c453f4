import type { Logger } from '@promptbin/logging'
import type { Metrics } from '@promptbin/metrics'
import type { JobEvent } from '@promptbin/prompt-store'
import { createQueryMetrics } from './metrics/query-metrics.ts'

/**
 * Tells of every query of the store: in the log, under the id of the request that it was for, and
 * as a metric.
 */
export function createQueryObserver(options: {
  readonly logger: Logger
  readonly metrics: Metrics
}): (event: JobEvent) => void {
  const { logger, metrics } = options
  const count = createQueryMetrics(metrics)
  return (event) => {
    count(event)
    const { operation, durationMs, queuedMs, requestId, traceId, rows, errorCode } = event
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
