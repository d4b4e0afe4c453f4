import { type ExportResult, ExportResultCode } from '@opentelemetry/core'
import {
  BatchSpanProcessor,
  type ReadableSpan,
  type SpanExporter,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace'
import type { TracingOptions } from '../start-tracing.ts'

export interface BoundedExportOptions extends Pick<TracingOptions, 'onDropped' | 'onCollector'> {
  readonly exporter: SpanExporter
  /** Spans that wait or are being sent. */
  readonly maxPending?: number
  /** How long a span waits for others at most. */
  readonly delayMs?: number
}

/** About 4 MB, and some seconds of work at full speed. */
const defaultMaxPending = 4_096

const defaultDelayMs = 1_000

/** A collector that takes longer is of no use, and spans pile up meanwhile. */
const exportTimeoutMs = 10_000

/**
 * The SDK's batches, with every span that is lost counted: the SDK itself counts those that find
 * its queue full, and no others.
 */
export function createBoundedExport(options: BoundedExportOptions): SpanProcessor {
  const { exporter, onDropped, maxPending = defaultMaxPending } = options
  let pending = 0
  const tell = createOutageReport(options.onCollector)
  const batches = new BatchSpanProcessor({
    exporter: {
      shutdown: () => exporter.shutdown(),
      export: (spans, done) =>
        exporter.export(spans, (result) => {
          pending -= spans.length
          if (result.code !== ExportResultCode.SUCCESS) onDropped(spans.length, 'export_failed')
          tell(result)
          // What failed is counted; the SDK would print it.
          done({ code: ExportResultCode.SUCCESS })
        }),
    },
    maxQueueSize: maxPending,
    scheduledDelayMillis: options.delayMs ?? defaultDelayMs,
    exportTimeoutMillis: exportTimeoutMs,
  })
  return {
    onStart: () => {},
    onEnd: (span: ReadableSpan) => {
      if (pending >= maxPending) return onDropped(1, 'queue_full')
      pending += 1
      batches.onEnd(span)
    },
    forceFlush: () => batches.forceFlush(),
    shutdown: () => batches.shutdown(),
  }
}

/** Tells of an outage once, and of its end. */
function createOutageReport(onCollector: TracingOptions['onCollector']) {
  let isOut = false
  return ({ code, error }: ExportResult) => {
    const fails = code !== ExportResultCode.SUCCESS
    if (fails === isOut) return
    isOut = fails
    onCollector(fails ? (error ?? new Error('The collector took no spans.')) : undefined)
  }
}
