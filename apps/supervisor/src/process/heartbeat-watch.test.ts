import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { watchHeartbeat } from './heartbeat-watch.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function watch() {
  const onMissed = vi.fn()
  return { onMissed, ...watchHeartbeat({ intervalMs: 1000, maxMissed: 3, onMissed }) }
}

test('who misses one beat more than allowed is told of, once', () => {
  const { onMissed } = watch()
  vi.advanceTimersByTime(3000)
  expect(onMissed).not.toHaveBeenCalled()
  vi.advanceTimersByTime(10_000)
  expect(onMissed).toHaveBeenCalledOnce()
})

test('a beat makes up for those that were missed', () => {
  const { onMissed, beat } = watch()
  for (let round = 0; round < 10; round += 1) {
    vi.advanceTimersByTime(3000)
    beat()
  }
  expect(onMissed).not.toHaveBeenCalled()
})

test('allowed silence counts for nothing, also with a beat in between, and has an end', () => {
  const { onMissed, beat, allowSilence } = watch()
  vi.advanceTimersByTime(2000)
  allowSilence(10_000)
  beat()
  vi.advanceTimersByTime(13_000)
  expect(onMissed).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1000)
  expect(onMissed).toHaveBeenCalledOnce()
})

test('silence that is over earlier is a failure again', () => {
  const { onMissed, allowSilence } = watch()
  allowSilence(60_000)
  vi.advanceTimersByTime(5000)
  allowSilence(0)
  vi.advanceTimersByTime(4000)
  expect(onMissed).toHaveBeenCalledOnce()
})
