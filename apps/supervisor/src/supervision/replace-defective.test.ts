import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { replaceDefective } from './replace-defective.ts'
import type { MessageListener, ServiceControl } from './service-control.ts'

let say: MessageListener
let recycle: ReturnType<typeof vi.fn<ServiceControl['recycle']>>
let stop: () => void

beforeEach(() => {
  vi.useFakeTimers()
  recycle = vi.fn()
  stop = replaceDefective({
    control: {
      recycle,
      onMessage: (listener) => {
        say = listener
        return () => {}
      },
    },
    leastBetweenMs: 10_000,
  })
})

afterEach(() => {
  stop()
  vi.useRealTimers()
})

const defect = (processId: number) => say(processId, { v: 1, type: 'defect', kind: 'rejection' })

test('a process that tells of a defect is replaced at once, and others are not', () => {
  say(1, { v: 1, type: 'prepared' })
  defect(2)
  expect(recycle.mock.calls).toEqual([[2, 'defect']])
})

test('what comes within ten seconds is replaced after them, once for each process', async () => {
  defect(2)
  for (let n = 0; n < 50; n++) defect(3)
  expect(recycle).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(recycle.mock.calls.slice(1)).toEqual([[3, 'defect']])
})

test('when none was seen for a while the next is replaced at once again', async () => {
  defect(2)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(vi.getTimerCount()).toBe(0)
  defect(3)
  expect(recycle).toHaveBeenCalledTimes(2)
})
