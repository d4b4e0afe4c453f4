import { getHeapStatistics } from 'node:v8'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { giveBackMemory } from './give-back-memory.ts'

const checkMs = 1_000
const idleChecks = 2
let stop = () => {}

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  stop()
  vi.useRealTimers()
})

/** A process that works as it is told, and how often it gave memory back. */
function aProcess({ unused = 2 ** 30 } = {}) {
  let worked = 0
  const collect = vi.fn()
  stop = giveBackMemory({
    checkMs,
    idleChecks,
    collect,
    cpuMs: () => worked,
    unusedBytes: () => unused,
  })
  const pass = (cpuMs: number) => {
    worked += cpuMs
    vi.advanceTimersByTime(checkMs)
  }
  return { collect, pass }
}

test('a process that has become idle gives back what it does not use', () => {
  const { collect, pass } = aProcess()
  pass(10)
  expect(collect).not.toHaveBeenCalled()
  pass(10)
  expect(collect).toHaveBeenCalledOnce()
})

test('while it works it does not take the time', () => {
  const { collect, pass } = aProcess()
  pass(10)
  pass(500)
  pass(10)
  expect(collect).not.toHaveBeenCalled()
  pass(0)
  expect(collect).toHaveBeenCalledOnce()
})

test('for a little it takes the time only after the start', () => {
  const { collect, pass } = aProcess({ unused: 1_000_000 })
  for (let check = 0; check < 3 * idleChecks; check++) pass(0)
  expect(collect).toHaveBeenCalledOnce()
})

test('one that is to stay small gives back what it has grown by, each time', () => {
  let heap = 0
  const collect = vi.fn(() => {
    heap = 10_000_000
  })
  const [unusedBytes, cpuMs, heapBytes] = [() => 0, () => 0, () => heap]
  const options = { checkMs, idleChecks, collect, cpuMs, unusedBytes, heapBytes }
  stop = giveBackMemory({ ...options, mostGrowthBytes: 1_000_000 })
  const rest = () => vi.advanceTimersByTime(2 * idleChecks * checkMs)
  for (const growth of [0, 900_000, 100_000, 999_999, 1]) {
    heap += growth
    rest()
  }
  expect(collect).toHaveBeenCalledTimes(3)
})

test('what it gives back is really given back', () => {
  const heapBytes = () => getHeapStatistics().total_heap_size
  const objects = Array.from({ length: 500_000 }, (_, n) => ({ n, text: `${n}` }))
  const before = heapBytes()
  expect(objects.splice(0)).toHaveLength(500_000)
  stop = giveBackMemory({ checkMs, idleChecks: 1, cpuMs: () => 0 })
  vi.advanceTimersByTime(checkMs)
  expect(heapBytes()).toBeLessThan(before - 10 * 2 ** 20)
})
