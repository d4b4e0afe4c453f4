import { OTLPExporterBase } from '@opentelemetry/otlp-exporter-base'
import {
  createOtlpHttpExportDelegate,
  httpAgentFactoryFromOptions,
} from '@opentelemetry/otlp-exporter-base/node-http'
import {
  ProtobufTraceSerializer,
  TraceExporterMetricsHelper,
} from '@opentelemetry/otlp-transformer'
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace'
import type { TracingOptions } from '../start-tracing.ts'

/** Where OTLP/HTTP takes spans, below the endpoint. */
const tracesPath = '/v1/traces'

/** For one batch with its repetitions; while it lasts, others wait. */
const timeoutMs = 10_000

/** Batches that are under way at once. */
const concurrentExports = 4

/**
 * Sends spans by OTLP/HTTP. `OTLPTraceExporter` of OpenTelemetry is the same, but also takes headers
 * from the environment: an AI client hands down its own, with the key for another collector.
 */
export function createExporter({
  endpoint,
  headers,
}: Pick<TracingOptions, 'endpoint' | 'headers'>): SpanExporter {
  const sent = Object.fromEntries(headers.map(({ name, value }) => [name, value]))
  const delegate = createOtlpHttpExportDelegate(
    {
      url: endpoint.endsWith(tracesPath) ? endpoint : endpoint + tracesPath,
      headers: async () => ({ ...sent, 'Content-Type': 'application/x-protobuf' }),
      timeoutMillis: timeoutMs,
      concurrencyLimit: concurrentExports,
      compression: 'none',
      agentFactory: httpAgentFactoryFromOptions({ keepAlive: true }),
    },
    ProtobufTraceSerializer,
    'otlp_http_span_exporter',
    TraceExporterMetricsHelper,
    undefined,
  )
  return new OTLPExporterBase<ReadableSpan[]>(delegate)
}
