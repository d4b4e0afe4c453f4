import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { whenDue } from './due-schedule.ts'
import { isDue } from './is-due.ts'

const minuteMs = 60_000

beforeEach(() => void vi.useFakeTimers({ now: Date.parse('2026-11-23T12:00:30Z') }))
afterEach(() => void vi.useRealTimers())

/** Something that is due in some minutes, and what was done when. */
function watch(due: (minute: number) => boolean, run?: () => Promise<void>) {
  const startMs = Date.now()
  const done: number[] = []
  const minute = () => Math.round((Date.now() - startMs) / minuteMs)
  const stop = whenDue({
    name: 'test',
    isDue: () => due(minute()),
    run: async () => {
      done.push(minute())
      await run?.()
    },
  })
  return { done, stop }
}

test('what is due is done with the next minute, and what is not is not', async () => {
  const { done, stop } = watch((minute) => minute >= 3 && minute <= 4)
  await vi.advanceTimersByTimeAsync(10 * minuteMs)
  expect(done).toHaveLength(2)
  stop()
  expect(vi.getTimerCount()).toBe(0)
})

test('it is not begun again before it is done', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  const { done, stop } = watch(
    () => true,
    () => promise,
  )
  await vi.advanceTimersByTimeAsync(5 * minuteMs)
  expect(done).toHaveLength(1)
  resolve()
  await vi.advanceTimersByTimeAsync(2 * minuteMs)
  expect(done).toHaveLength(3)
  stop()
})

test('a clock that is set a day back makes nothing happen twice', async () => {
  let last = Date.now()
  const { done, stop } = watch(
    () => isDue({ intervalMs: 60 * minuteMs, lastMs: last }, Date.now()),
    async () => {
      last = Date.now()
    },
  )
  await vi.advanceTimersByTimeAsync(61 * minuteMs)
  expect(done).toHaveLength(1)
  vi.setSystemTime(Date.now() - 24 * 60 * minuteMs)
  await vi.advanceTimersByTimeAsync(30 * minuteMs)
  // The time of the last one is in the future: that clock was wrong, and one is due now.
  expect(done).toHaveLength(2)
  await vi.advanceTimersByTimeAsync(45 * minuteMs)
  expect(done).toHaveLength(3)
  stop()
})

test.each([
  ['never', { intervalMs: 0, lastMs: 0 }, false],
  ['after the interval', { intervalMs: 1_000, lastMs: 9_000 }, true],
  ['not before', { intervalMs: 1_000, lastMs: 9_001 }, false],
  ['not at once after a failure', { intervalMs: 1_000, lastMs: 0, failedMs: 9_500 }, false],
  ['again after a failure', { intervalMs: 1_000, lastMs: 0, failedMs: 9_000 }, true],
  [
    'after a failure that a wrong clock told',
    { intervalMs: 1_000, lastMs: 0, failedMs: 11_000 },
    true,
  ],
])('it is due %s', (_when, facts, due) => {
  expect(isDue(facts, 10_000)).toBe(due)
})
