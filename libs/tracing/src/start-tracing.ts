import type { BreakerState } from '@promptbin/breaker/states'
import type { Tracing } from './tracing.ts'

/** Why spans are lost: more were made than could be sent, or the collector did not take them. */
export type DropReason = 'queue_full' | 'export_failed'

export interface TracingOptions {
  readonly service: string
  readonly version: string
  /**
   * The collector, `http://127.0.0.1:4318`; spans go to `/v1/traces` below it (OTLP/HTTP). Empty:
   * nothing is traced.
   */
  readonly endpoint: string
  /** The share of traces that begin here which are recorded, 0 to 1; others are as their caller says. */
  readonly sampleRatio: number
  /** Sent with every batch, such as a key. */
  readonly headers: readonly { readonly name: string; readonly value: string }[]
  readonly onDropped: (spans: number, reason: DropReason) => void
  /** Told when the collector cannot be reached any more, and with no error when it can again. */
  readonly onCollector: (error: Error | undefined) => void
  /** Told of each change of the breaker before the collector, and why it opened last. */
  readonly onBreaker?: (state: BreakerState, reason: Error | undefined) => void
}

/**
 * Begins to trace, if there is an endpoint. Only then the code for it is loaded, and nothing is ever
 * sent but to that endpoint.
 */
export async function startTracing(options: TracingOptions): Promise<Tracing | undefined> {
  if (options.endpoint === '') return undefined
  const { openTracing } = await import('./otel/open-tracing.ts')
  return openTracing(options)
}
