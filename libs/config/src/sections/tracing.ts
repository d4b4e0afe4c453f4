import type { Section } from './section.ts'

/** Which requests are traced, and who collects that. */
export const tracing = {
  endpoint: {
    doc: 'The OpenTelemetry collector that traces are sent to, by OTLP over HTTP. Unless given, nothing is traced.',
    format: 'http-url-or-nothing',
    default: '',
    example: 'http://127.0.0.1:4318',
    change: 'reload',
  },
  sample_ratio: {
    doc: 'The share of requests that are traced, 0 to 1, where the caller has not decided.',
    format: 'ratio',
    default: '1',
    change: 'reload',
  },
  headers: {
    doc: 'Headers for the collector, such as a key: name=value, with commas.',
    format: 'header-list',
    default: '',
    sensitive: true,
    example: 'authorization=Bearer%20key',
    change: 'reload',
  },
} as const satisfies Section
