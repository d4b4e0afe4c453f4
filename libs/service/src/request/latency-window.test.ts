import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LatencyWindow } from './latency-window.ts'

test('the 99th percentile is never below the true one, and at most a fifth above', () => {
  const times = fc.array(fc.double({ min: 0.1, max: 60_000, noNaN: true }), { minLength: 1 })
  fc.assert(
    fc.property(times, (all) => {
      const window = new LatencyWindow()
      for (const time of all) window.record(time)
      const exact = all.toSorted((a, b) => a - b)[Math.ceil(all.length * 0.99) - 1] ?? 0
      const { count, p99Ms } = window.take()
      expect(count).toBe(all.length)
      expect(p99Ms).toBeGreaterThanOrEqual(exact * 0.999)
      expect(p99Ms).toBeLessThanOrEqual(exact * 1.2)
    }),
  )
})

test('a look begins anew, and times beyond all bounds do no harm', () => {
  const window = new LatencyWindow()
  for (const time of [0, -1, Number.MAX_VALUE, Number.NaN]) window.record(time)
  expect(window.take().count).toBe(4)
  expect(window.take()).toEqual({ count: 0, p99Ms: 0 })
})
