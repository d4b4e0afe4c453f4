import type { SpanEnd, SpanStart } from '../tracing.ts'

/** A question to the store that is answered. */
export interface StoreQuery {
  /** The database that was asked, as `db.system.name` names it. */
  readonly system: 'sqlite' | 'postgresql'
  readonly operation: string
  /** In its thread. */
  readonly durationMs: number
  /** Until a thread took it. */
  readonly queuedMs: number
  readonly rows?: number | undefined
  readonly errorCode?: string | undefined
  /** Milliseconds since 1970. */
  readonly endedAtMs: number
}

/**
 * The span of a query (OpenTelemetry, database client span), from the moment that it was asked. No
 * SQL and no values are told: the operation names one of our own statements.
 */
export function storeSpan({
  system,
  operation,
  durationMs,
  queuedMs,
  rows,
  endedAtMs,
}: StoreQuery): Omit<SpanStart, 'parent' | 'link' | 'traceId'> {
  return {
    name: `${operation} promptbin`,
    kind: 'client',
    attributes: {
      'db.system.name': system,
      'db.namespace': 'promptbin',
      'db.operation.name': operation,
      'db.response.returned_rows': rows,
      'promptbin.db.queue_wait_seconds': queuedMs / 1_000,
    },
    startedAtMs: endedAtMs - durationMs - queuedMs,
  }
}

/** How it ended. */
export function storeEnd({ errorCode, endedAtMs }: StoreQuery): SpanEnd {
  return { errorType: errorCode, endedAtMs }
}
