import { expect, test } from 'vitest'
import type { MetricFamily } from '../family/metric-family.ts'
import { expose } from './exposition.ts'

const openMetrics = 'application/openmetrics-text; version=1.0.0'

const families: readonly MetricFamily[] = [
  {
    name: 'test_requests_total',
    help: 'Two lines\nand a \\.',
    type: 'counter',
    series: [{ labels: { path: 'a "b"\\\n' }, value: 3 }],
  },
  {
    name: 'test_ratio',
    help: 'A gauge.',
    type: 'gauge',
    series: [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0.5].map((value) => ({
      labels: {},
      value,
    })),
  },
  {
    name: 'test_seconds',
    help: 'A histogram.',
    type: 'histogram',
    bounds: [0.1, 1],
    series: [
      {
        labels: { route: '/' },
        counts: [2, 0, 1],
        sum: 9.25,
        exemplars: [{ bucket: 2, traceId: 'abc', value: 9, atMs: 1_500 }],
      },
    ],
  },
]

test('the text format has every number, with what needs it escaped', () => {
  const { contentType, body } = expose(families)
  expect(contentType).toBe('text/plain; version=0.0.4; charset=utf-8')
  expect(body).toBe(
    String.raw`# HELP test_requests_total Two lines\nand a \\.
# TYPE test_requests_total counter
test_requests_total{path="a \"b\"\\\n"} 3
# HELP test_ratio A gauge.
# TYPE test_ratio gauge
test_ratio NaN
test_ratio +Inf
test_ratio -Inf
test_ratio 0.5
# HELP test_seconds A histogram.
# TYPE test_seconds histogram
test_seconds_bucket{le="0.1",route="/"} 2
test_seconds_bucket{le="1",route="/"} 2
test_seconds_bucket{le="+Inf",route="/"} 3
test_seconds_sum{route="/"} 9.25
test_seconds_count{route="/"} 3
`,
  )
})

test('OpenMetrics names a counter without its suffix, has exemplars, and an end', () => {
  const { contentType, body } = expose(families, openMetrics)
  expect(contentType).toBe('application/openmetrics-text; version=1.0.0; charset=utf-8')
  const lines = body.split('\n')
  expect(lines).toContain('# TYPE test_requests counter')
  expect(lines).toContain('test_requests_total{path="a \\"b\\"\\\\\\n"} 3')
  expect(lines).toContain('test_seconds_bucket{le="+Inf",route="/"} 3 # {trace_id="abc"} 9 1.500')
  expect(lines.slice(-2)).toEqual(['# EOF', ''])
})

test.each([
  [undefined, 'text'],
  ['*/*', 'text'],
  ['text/plain', 'text'],
  [openMetrics, 'openmetrics'],
  ['application/openmetrics-text', 'openmetrics'],
  ['application/openmetrics-text;version=2.0.0', 'text'],
  ['application/openmetrics-text;q=0', 'text'],
  ['application/openmetrics-text;q=0.2, text/plain;q=0.9', 'text'],
  [
    // As Prometheus 2.42 asks.
    'application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1',
    'openmetrics',
  ],
  ['application/openmetrics-text;q=many', 'text'],
])('a reader that accepts %s gets %s', (accept, format) => {
  const { contentType } = expose([], accept)
  expect(contentType.startsWith('application/openmetrics-text')).toBe(format === 'openmetrics')
})
