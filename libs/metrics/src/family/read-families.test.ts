import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createMetrics } from '../create-metrics.ts'
import { readFamilies } from './read-families.ts'

test('all metrics of a process come through JSON as they were, but for what is no number', async () => {
  const metrics = createMetrics({ service: 'test', version: '1.2.3', traceId: () => 'trace-1' })
  metrics.httpRequestDuration.observe({ method: 'GET', route: '/', status_class: '2xx' }, 0.002)
  metrics.gauge({ name: 'test_shared_bytes', help: 'Shared.', isShared: true }).set(7)
  const sent = await metrics.families()
  metrics.gauge({ name: 'test_ratio', help: 'Not known yet.' }).set(Number.NaN)
  const read = readFamilies(JSON.parse(JSON.stringify(await metrics.families('supervisor'))))
  const named = (name: string, families = read) => families.find((family) => family.name === name)
  for (const name of [
    'promptbin_http_request_duration_seconds',
    'promptbin_build_info',
    'test_shared_bytes',
  ]) {
    expect(named(name)).toEqual(named(name, sent))
  }
  expect(named('test_ratio')?.series).toEqual([])
})

const help = 'x'
const scalar = { labels: {}, value: 1 }

test.each([
  ['no name', { help, type: 'gauge', series: [scalar] }],
  ['another type', { name: 'a', help, type: 'summary', series: [scalar] }],
  ['no series', { name: 'a', help, type: 'gauge' }],
  ['a histogram without bounds', { name: 'a', help, type: 'histogram', series: [] }],
])('not one of ours: %s', (_what, family) => {
  expect(readFamilies([family])).toEqual([])
})

test.each([
  ['a label that is no text', { labels: { a: 1 }, value: 1 }],
  ['no value', { labels: {}, value: null }],
])('a series is passed over: %s', (_what, series) => {
  const family = { name: 'a', help, type: 'gauge' as const }
  expect(readFamilies([{ ...family, series: [series, scalar] }])).toEqual([
    { ...family, series: [scalar] },
  ])
})

test('nothing that arrives makes the reader throw', () => {
  fc.assert(fc.property(fc.array(fc.anything()), (values) => void readFamilies(values)))
})
