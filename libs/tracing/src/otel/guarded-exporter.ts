import { type ExportResult, ExportResultCode } from '@opentelemetry/core'
import type { SpanExporter } from '@opentelemetry/sdk-trace'
import { createBreaker } from '@promptbin/breaker'
import type { TracingOptions } from '../start-tracing.ts'
import type { CollectorBreaker } from '../tracing.ts'

/** A batch that failed was tried several times within 10 s already. */
const leastCalls = 1
const mostFailuresPercent = 0

/** So long a collector that fails gets nothing; then the next batch is tried. */
const resetTimeoutMs = 5_000

/** A batch that did not get through. */
class FailedExport extends Error {
  readonly result: ExportResult

  constructor(result: ExportResult) {
    super('The batch was not taken.', { cause: result.error })
    this.result = result
  }
}

export interface GuardedExporter extends CollectorBreaker {
  readonly exporter: SpanExporter
}

/**
 * Keeps batches from a collector that fails: while its breaker is open they fail at once, to be counted,
 * instead of waiting for it one after the other.
 */
export function guardExporter(
  exporter: SpanExporter,
  onBreaker: TracingOptions['onBreaker'] = () => {},
): GuardedExporter {
  let reason: Error | undefined
  const breaker = createBreaker({
    leastCalls,
    mostFailuresPercent,
    resetTimeoutMs,
    isFault: isOfCollector,
    unavailable: () => new FailedExport({ code: ExportResultCode.FAILED, ...reasonOf(reason) }),
    onFault: (error) => {
      reason = error instanceof FailedExport ? error.result.error : undefined
    },
    onState: (state) => onBreaker(state, reason),
  })
  const send: SpanExporter['export'] = (spans, done) => {
    const sending = breaker.run(async () => {
      const { promise, resolve } = Promise.withResolvers<ExportResult>()
      exporter.export(spans, resolve)
      const result = await promise
      if (result.code !== ExportResultCode.SUCCESS) throw new FailedExport(result)
      return result
    })
    void sending.catch(resultOf).then(done)
  }
  return {
    exporter: {
      export: send,
      shutdown: () => {
        breaker.close()
        return exporter.shutdown()
      },
    },
    state: breaker.state,
    reason: () => reason?.message,
  }
}

/** An answer that refuses what was sent comes from a collector that is well. */
function isOfCollector(error: unknown): boolean {
  const { code } = Object(error instanceof FailedExport ? error.result.error : error)
  const isAnswer = typeof code === 'number' && code < 500
  return !isAnswer || code === 408 || code === 429
}

function resultOf(error: unknown): ExportResult {
  if (error instanceof FailedExport) return error.result
  return { code: ExportResultCode.FAILED, error: error as Error }
}

function reasonOf(error: Error | undefined): Pick<ExportResult, 'error'> {
  return error === undefined ? {} : { error }
}
