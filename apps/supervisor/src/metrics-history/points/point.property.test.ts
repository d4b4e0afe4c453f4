import fc from 'fast-check'
import { expect, test } from 'vitest'
import { quantileOf } from '../series/quantile.ts'
import { countNames, levelNames, mergePoints, type Point, parsePoint } from './point.ts'

const amount = fc.integer({ min: 0, max: 1_000_000 })
const some = <Name extends string>(names: readonly Name[]) =>
  fc.dictionary(fc.constantFrom(...names), amount)
const bounds = ['0.001', '0.01', '0.1', '1', 'Infinity']
const servicePoint = fc.record({
  counts: some(countNames),
  durations: fc.dictionary(fc.constantFrom('http', 'mcp'), some(bounds)),
  levels: some(levelNames),
})
const services = ['supervisor', 'prompt-web', 'mcp-gateway']
const point: fc.Arbitrary<Point> = fc.record({
  atMs: fc.integer({ min: 0, max: 3_600_000 }),
  coveredMs: fc.integer({ min: 0, max: 60_000 }),
  services: fc.dictionary(fc.constantFrom(...services), servicePoint),
})

/** What is known of a thing in all points. */
const valuesOf = (points: readonly Point[], read: (point: Point) => number | undefined) =>
  points.flatMap((one) => read(one) ?? [])
const sum = (values: readonly number[]) =>
  values.length === 0 ? undefined : values.reduce((total, value) => total + value)

const merge = (points: readonly Point[]) => points.reduce((one, other) => mergePoints(one, other))

/** What a service is to have counted, and its worst levels, when all points are taken together. */
function expectTogether(coarse: Point, all: readonly Point[], service: string): void {
  const known = coarse.services[service]
  for (const name of countNames) {
    const values = valuesOf(all, (one) => one.services[service]?.counts[name])
    expect(known?.counts[name]).toBe(sum(values))
  }
  for (const bound of bounds) {
    const values = valuesOf(all, (one) => one.services[service]?.durations.mcp?.[bound])
    expect(known?.durations.mcp?.[bound]).toBe(sum(values))
  }
  for (const name of levelNames) {
    const values = valuesOf(all, (one) => one.services[service]?.levels[name])
    const worst = name === 'diskFreeBytes' ? Math.min : Math.max
    expect(known?.levels[name]).toBe(values.length === 0 ? undefined : worst(...values))
  }
}

test('down-sampling keeps every sum and the worst of every level, in whatever parts it is done', () => {
  const part = fc.array(point, { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), (parts) => {
      const all = parts.flat()
      const coarse = merge(parts.map(merge))
      expect(coarse.coveredMs).toBe(sum(all.map(({ coveredMs }) => coveredMs)))
      for (const service of services) expectTogether(coarse, all, service)
      expect(parsePoint(JSON.parse(JSON.stringify(coarse)))).toEqual(coarse)
    }),
  )
})

test.each([
  [null],
  [{}],
  [{ atMs: 1, coveredMs: 1, services: [] }],
  [{ atMs: 'x', coveredMs: 1, services: {} }],
  [{ atMs: 1, coveredMs: 1, services: { web: { counts: {}, durations: {} } } }],
  [
    {
      atMs: 1,
      coveredMs: 1,
      services: { web: { counts: { requests: -1 }, durations: {}, levels: {} } },
    },
  ],
])('what is no point is none: %j', (value) => {
  expect(parsePoint(value)).toBeUndefined()
})

test('a quantile lies in the bucket in which it fell, and never falls with its share', () => {
  const durations = fc.array(fc.double({ min: 0.0001, max: 20, noNaN: true }), { minLength: 1 })
  const limits = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10,
  ]
  fc.assert(
    fc.property(durations, (seconds) => {
      const buckets: Record<string, number> = {}
      for (const value of seconds) {
        const bound = String(limits.find((limit) => value <= limit) ?? 'Infinity')
        buckets[bound] = (buckets[bound] ?? 0) + 1
      }
      const sorted = seconds.toSorted((one, other) => one - other)
      let last = 0
      for (const share of [0.5, 0.95, 0.99]) {
        const told = quantileOf(buckets, share) ?? Number.NaN
        const real = sorted[Math.ceil(share * sorted.length) - 1] ?? 0
        const upper = limits.find((limit) => real <= limit) ?? 10
        const lower = limits.findLast((limit) => limit < real) ?? 0
        expect(told).toBeGreaterThanOrEqual(lower)
        expect(told).toBeLessThanOrEqual(upper)
        expect(told).toBeGreaterThanOrEqual(last)
        last = told
      }
    }),
  )
  expect(quantileOf({}, 0.5)).toBeNull()
})
