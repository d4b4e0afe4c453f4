import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { JobQueue } from './job-queue.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const busy = expect.objectContaining({ code: 'PB_STORE_BUSY', status: 503, class: 'transient' })
const aJob = (name = '') => ({ name, reject: vi.fn() })

test('jobs come out in the order in which they came', () => {
  const queue = new JobQueue<ReturnType<typeof aJob>>({ limit: 3, timeoutMs: 100 })
  for (const name of ['a', 'b', 'c']) queue.push(aJob(name))
  expect([queue.shift()?.name, queue.shift()?.name, queue.shift()?.name]).toEqual(['a', 'b', 'c'])
  expect(queue.shift()).toBeUndefined()
})

test('a full queue refuses what comes, until there is room', () => {
  const queue = new JobQueue({ limit: 1, timeoutMs: 100 })
  queue.push(aJob())
  expect(() => queue.push(aJob())).toThrow(busy)
  queue.shift()
  queue.push(aJob())
  expect(queue.length).toBe(1)
})

test('a job that waits too long is refused, one that was taken in time is not', () => {
  const queue = new JobQueue({ limit: 9, timeoutMs: 100 })
  const [taken, early, late] = [aJob(), aJob(), aJob()]
  queue.push(taken)
  queue.push(early)
  queue.shift()
  vi.advanceTimersByTime(60)
  queue.push(late)
  vi.advanceTimersByTime(60)
  expect(early.reject).toHaveBeenCalledExactlyOnceWith(busy)
  expect(taken.reject).not.toHaveBeenCalled()
  expect(late.reject).not.toHaveBeenCalled()
  expect(queue.shift()).toBe(late)
  expect(vi.getTimerCount()).toBe(0)
})

test('a queue tells how full it is, and how often it refused', () => {
  const queue = new JobQueue({ limit: 1, timeoutMs: 100 })
  queue.push(aJob())
  expect(() => queue.push(aJob())).toThrow(busy)
  expect(queue.load).toEqual({ queued: 1, limit: 1, refused: 1 })
  vi.advanceTimersByTime(101)
  expect(queue.load).toEqual({ queued: 0, limit: 1, refused: 2 })
})
