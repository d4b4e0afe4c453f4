import type { Logger } from '@promptbin/logging'
import type { Metrics } from '@promptbin/metrics'
import type { JobEvent } from '@promptbin/prompt-store'
import type { Tracing } from '@promptbin/tracing'
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
}): (event: JobEvent) => void {
  const { logger, metrics, tracing } = options
  const count = createQueryMetrics(metrics)
  const trace = tracing && createQueryTrace(tracing)
  return (event) => {
    count(event)
    trace?.(event)
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
