import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { startHeartbeat } from './heartbeat.ts'

const stops: (() => void)[] = []

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
})

afterEach(() => {
  for (const stop of stops.splice(0)) stop()
  vi.useRealTimers()
})

const source = {
  traffic: {
    activeRequests: 0,
    requestsHandled: 0,
    averageResponseMs: 0,
    underWay: () => [],
    takeLatency: () => ({ count: 0, p99Ms: 0 }),
  },
  server: { listening: true },
}

/** When the beats of one come, by the clock of the test. */
function beats(): readonly number[] {
  const times: number[] = []
  stops.push(startHeartbeat(source, () => times.push(Date.now())))
  return times
}

test('whenever two were started, their beats come together, once a second', () => {
  vi.setSystemTime(10_300)
  const first = beats()
  vi.advanceTimersByTime(1350)
  const second = beats()
  vi.advanceTimersByTime(2500)
  expect(first).toEqual([11_000, 12_000, 13_000, 14_000])
  expect(second).toEqual([13_000, 14_000])
})

test('a clock that is set makes nobody beat twice, and nobody miss a beat', () => {
  vi.setSystemTime(10_000)
  const times = beats()
  vi.advanceTimersByTime(1000)
  // Node counts time by another clock, by which a timer may come before the second is full.
  vi.setSystemTime(11_999)
  vi.advanceTimersByTime(1000)
  vi.setSystemTime(500)
  vi.advanceTimersByTime(1500)
  expect(times).toEqual([11_000, 12_999, 1501])
})
