import { expect, test } from 'vitest'
import { BoundedHistogram, type BoundedHistogramOptions } from './bounded-histogram.ts'

const create = (options: Partial<BoundedHistogramOptions> = {}) =>
  new BoundedHistogram({
    name: 'test_seconds',
    help: 'A histogram of this test.',
    labelNames: ['route', 'outcome'],
    bounds: [0.1, 1],
    maxSeries: 100,
    kept: [],
    currentTrace: () => undefined,
    ...options,
  })

const labels = { route: '/', outcome: 'ok' }

test('a value counts in the least bucket whose bound it does not exceed', () => {
  const histogram = create()
  for (const value of [0, 0.1, 0.100001, 1, 1.1, 99]) histogram.observe(labels, value)
  expect(histogram.read().series).toEqual([{ labels, counts: [2, 2, 2], sum: 101.300001 }])
})

test('what is no amount is passed over', () => {
  const histogram = create()
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, -1]) histogram.observe(labels, value)
  histogram.observe(labels, 2)
  expect(histogram.read().series).toEqual([{ labels, counts: [0, 0, 1], sum: 2 }])
})

test('a histogram without labels is there before the first value', () => {
  const { series } = create({ labelNames: [] }).read()
  expect(series).toEqual([{ labels: {}, counts: [0, 0, 0], sum: 0 }])
})

test('of each bucket the last trace is kept, that of the request unless another is given', () => {
  const histogram = create({ currentTrace: () => 'going-on' })
  histogram.observe(labels, 0.01, 'first')
  histogram.observe(labels, 0.02)
  histogram.observe(labels, 5, 'slow')
  expect(histogram.read().series[0]?.exemplars).toEqual([
    { bucket: 0, traceId: 'going-on', value: 0.02, atMs: expect.any(Number) },
    { bucket: 2, traceId: 'slow', value: 5, atMs: expect.any(Number) },
  ])
})

test('what was read does not change any more', () => {
  const histogram = create()
  histogram.observe(labels, 0.01, 'first')
  const read = histogram.read()
  const copy = structuredClone(read)
  histogram.observe(labels, 0.01, 'second')
  expect(read).toEqual(copy)
})

test('beyond its bound only the labels that are kept are told apart, and nothing is lost', () => {
  const histogram = create({ maxSeries: 3, kept: ['outcome'] })
  for (let index = 0; index < 10_000; index += 1) {
    histogram.observe({ route: `/${index}`, outcome: index % 2 === 0 ? 'ok' : 'failed' }, 0)
  }
  const { series } = histogram.read()
  expect(
    series.map(({ labels: { route, outcome }, counts }) => [route, outcome, counts[0]]),
  ).toEqual([
    ['/0', 'ok', 1],
    ['/1', 'failed', 1],
    ['/2', 'ok', 1],
    ['_OTHER', 'failed', 4999],
    ['_OTHER', 'ok', 4998],
  ])
})
