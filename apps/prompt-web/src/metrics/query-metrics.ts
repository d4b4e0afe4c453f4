import type { Metrics } from '@promptbin/metrics'
import type { JobEvent } from '@promptbin/prompt-store'

/** From a point read in memory (20 µs of SQL and a thread's turn) to a disk that hardly answers. */
const querySeconds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]

/** From a thread that is free to the longest that anything may wait. */
const waitSeconds = [0.0001, 0.001, 0.01, 0.1, 0.5, 1]

/** More than there are operations. */
const maxOperations = 60

/** Registers the metrics of queries; call the result with each. */
export function createQueryMetrics(metrics: Metrics): (event: JobEvent) => void {
  const duration = metrics.histogram({
    name: 'promptbin_db_query_duration_seconds',
    help: 'Time that a query of the store took in its thread.',
    labels: ['operation'],
    buckets: querySeconds,
    maxSeries: maxOperations,
  })
  const wait = metrics.histogram({
    name: 'promptbin_db_queue_wait_seconds',
    help: 'Time that a query of the store waited for a thread.',
    labels: ['operation'],
    buckets: waitSeconds,
    maxSeries: maxOperations,
  })
  return ({ operation, durationMs, queuedMs, traceId }) => {
    duration.observe({ operation }, durationMs / 1000, traceId)
    wait.observe({ operation }, queuedMs / 1000, traceId)
  }
}
