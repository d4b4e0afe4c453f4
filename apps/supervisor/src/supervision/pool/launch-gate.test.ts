import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { LaunchGate } from './launch-gate.ts'

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

function createGate() {
  const onOpen = vi.fn()
  return { gate: new LaunchGate(onOpen), onOpen }
}

test('it opens by itself when its time has come, and says so', () => {
  const { gate, onOpen } = createGate()
  expect(gate.startsAtOnce).toBe(Number.POSITIVE_INFINITY)
  gate.closeFor(100, 'delayed')
  expect(gate).toMatchObject({ startsAtOnce: 0, hasFailed: false })
  vi.advanceTimersByTime(99)
  expect(gate.startsAtOnce).toBe(0)
  vi.advanceTimersByTime(1)
  expect(gate.startsAtOnce).toBe(1)
  expect(onOpen).toHaveBeenCalledTimes(1)
})

test('after a delay one shows whether it is of use before others follow', () => {
  const { gate } = createGate()
  gate.closeFor(100, 'paused')
  vi.advanceTimersByTime(100)
  expect(gate.startsAtOnce).toBe(1)
  gate.endTrial()
  expect(gate.startsAtOnce).toBe(Number.POSITIVE_INFINITY)
})

test('the longer of two delays counts', () => {
  const { gate } = createGate()
  gate.closeFor(100, 'delayed')
  gate.closeFor(10, 'delayed')
  vi.advanceTimersByTime(99)
  expect(gate.startsAtOnce).toBe(0)
  vi.advanceTimersByTime(1)
  expect(gate.startsAtOnce).toBe(1)
})

test('a service is failed while it is paused, and until somebody asks when it waits', () => {
  const { gate, onOpen } = createGate()
  gate.closeFor(300_000, 'paused')
  expect(gate.hasFailed).toBe(true)
  gate.close()
  vi.advanceTimersByTime(600_000)
  expect(gate).toMatchObject({ startsAtOnce: 0, hasFailed: true })
  gate.open()
  expect(gate).toMatchObject({ startsAtOnce: Number.POSITIVE_INFINITY, hasFailed: false })
  expect(onOpen).not.toHaveBeenCalled()
})

test('processes that fall over the same stone are one failure, those after it are others', () => {
  const { gate } = createGate()
  const before = performance.now()
  vi.advanceTimersByTime(10)
  expect(gate.covers(before)).toBe(false)
  gate.closeFor(100, 'delayed')
  expect(gate.covers(before)).toBe(true)
  vi.advanceTimersByTime(100)
  expect(gate.covers(before)).toBe(false)
  gate.closeFor(100, 'delayed')
  expect(gate.covers(performance.now())).toBe(false)
})

test('stopped, it does not open any more', () => {
  const { gate, onOpen } = createGate()
  gate.closeFor(100, 'delayed')
  gate.stop()
  vi.advanceTimersByTime(1000)
  expect(onOpen).not.toHaveBeenCalled()
})
