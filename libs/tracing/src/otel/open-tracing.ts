import { setTimeout } from 'node:timers/promises'
import {
  createTraceState,
  type Span as OtelSpan,
  type SpanContext as OtelSpanContext,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api'
import { resourceFromAttributes } from '@opentelemetry/resources'
import {
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace'
import {
  ATTR_ERROR_TYPE,
  ATTR_SERVICE_INSTANCE_ID,
  ATTR_SERVICE_NAME,
  ATTR_SERVICE_NAMESPACE,
  ATTR_SERVICE_VERSION,
} from '@opentelemetry/semantic-conventions'
import type { SpanContext } from '@promptbin/logging'
import type { TracingOptions } from '../start-tracing.ts'
import type { Span, SpanEnd, SpanStart, Tracing } from '../tracing.ts'
import { createBoundedExport } from './bounded-export.ts'
import { createExporter } from './create-exporter.ts'
import { guardExporter } from './guarded-exporter.ts'
import { TraceIds } from './trace-ids.ts'

const kinds = { server: SpanKind.SERVER, client: SpanKind.CLIENT } as const

/** Whoever ends a service waits for this long at most. */
const closeTimeoutMs = 1_000

/** Opens the way to the collector, with the SDK of OpenTelemetry. Nothing of it is global. */
export function openTracing(options: TracingOptions): Tracing {
  const { service, version } = options
  const traceIds = new TraceIds()
  const { exporter, ...breaker } = guardExporter(createExporter(options), options.onBreaker)
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      [ATTR_SERVICE_NAME]: service,
      [ATTR_SERVICE_NAMESPACE]: 'promptbin',
      [ATTR_SERVICE_VERSION]: version,
      [ATTR_SERVICE_INSTANCE_ID]: String(process.pid),
    }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(options.sampleRatio) }),
    idGenerator: traceIds,
    spanProcessors: [createBoundedExport({ ...options, exporter })],
  })
  const tracer = provider.getTracer('promptbin', version)

  return {
    breaker,
    start: ({ name, kind, parent, traceId, link, attributes, startedAtMs }: SpanStart) => {
      traceIds.use(traceId)
      const context = parent
        ? trace.setSpanContext(ROOT_CONTEXT, { ...toOtel(parent), isRemote: true })
        : ROOT_CONTEXT
      const span = tracer.startSpan(
        name,
        {
          kind: kinds[kind],
          attributes,
          ...(link && { links: [{ context: toOtel(link) }] }),
          ...(startedAtMs !== undefined && { startTime: toTime(startedAtMs) }),
        },
        context,
      )
      return toSpan(span)
    },
    close: async () => {
      const closed = provider.shutdown().catch(() => {})
      await Promise.race([closed, setTimeout(closeTimeoutMs, undefined, { ref: false })])
    },
  }
}

function toSpan(span: OtelSpan): Span {
  const { traceId, spanId, traceFlags, traceState } = span.spanContext()
  const state = traceState?.serialize()
  return {
    context: { traceId, spanId, traceFlags, ...(state && { traceState: state }) },
    end: ({ name, attributes, errorType, endedAtMs }: SpanEnd = {}) => {
      if (name !== undefined) span.updateName(name)
      if (attributes) span.setAttributes(attributes)
      if (errorType !== undefined) {
        span.setAttribute(ATTR_ERROR_TYPE, errorType)
        span.setStatus({ code: SpanStatusCode.ERROR })
      }
      span.end(endedAtMs === undefined ? undefined : toTime(endedAtMs))
    },
  }
}

/** Seconds and nanoseconds: a number could also be taken for one since the start of the process. */
function toTime(ms: number): [seconds: number, nanoseconds: number] {
  const seconds = Math.trunc(ms / 1_000)
  return [seconds, Math.floor((ms - seconds * 1_000) * 1e6)]
}

function toOtel({ traceState, ...context }: SpanContext): OtelSpanContext {
  return traceState === undefined
    ? context
    : { ...context, traceState: createTraceState(traceState) }
}
