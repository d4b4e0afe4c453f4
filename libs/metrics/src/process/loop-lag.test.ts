import { type EventLoopUtilization, performance } from 'node:perf_hooks'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { followLoopLag, type LoopLag } from './loop-lag.ts'

/** The clock of the test, and for how long its event loop has been busy. */
let world = { nowMs: 0, busyMs: 0 }
let followed: LoopLag[] = []

function readLoop(later?: EventLoopUtilization, earlier?: EventLoopUtilization) {
  const active = later && earlier ? later.active - earlier.active : world.busyMs
  return { active, idle: 0, utilization: 0 }
}

beforeEach(() => {
  world = { nowMs: 0, busyMs: 0 }
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  vi.spyOn(performance, 'now').mockImplementation(() => world.nowMs)
  vi.spyOn(performance, 'eventLoopUtilization').mockImplementation(readLoop)
})

afterEach(() => {
  for (const lag of followed) lag.stop()
  followed = []
  vi.useRealTimers()
  vi.restoreAllMocks()
})

function follow(isPatient: boolean): LoopLag {
  const lag = followLoopLag({ isPatient })
  followed.push(lag)
  return lag
}

function pass(ms: number): void {
  for (let passed = 0; passed < ms; passed += 10) {
    world.nowMs += 10
    vi.advanceTimersByTime(10)
  }
}

/** How often the process is woken within a time. */
function wakesIn(ms: number): number {
  const looks = vi.mocked(performance.now).mockClear()
  pass(ms)
  return looks.mock.calls.length
}

const maxMs = ({ histogram }: LoopLag) => Math.round(histogram.max / 1e6)

test('at rest one tick stands for ten', () => {
  const lag = follow(true)
  expect(wakesIn(900)).toBe(9)
  pass(100)
  expect(wakesIn(10_000)).toBe(10)
  expect(lag.histogram.count).toBe(110)
  expect(maxMs(lag)).toBe(0)
})

test('a delay that no tick met is told, and ends the rest', () => {
  const lag = follow(true)
  pass(2000)
  world.busyMs += 300
  pass(1000)
  expect(maxMs(lag)).toBeGreaterThanOrEqual(297)
  expect(lag.histogram.count).toBe(30)
  expect(wakesIn(900)).toBe(9)
})

test('who reads at rest is told of what came since the last tick', () => {
  const lag = follow(true)
  pass(2000)
  world.busyMs += 200
  pass(250)
  expect(maxMs(lag)).toBeGreaterThanOrEqual(198)
  expect(lag.histogram.count).toBe(22)
})

test('a tick that comes late at rest ends it, though the loop did nothing', () => {
  const lag = follow(true)
  pass(1000)
  // The machine has no time for this process.
  world.nowMs += 400
  pass(1000)
  expect(maxMs(lag)).toBeGreaterThanOrEqual(396)
  expect(wakesIn(900)).toBe(9)
})

test('a loop that works is followed finely', () => {
  const lag = follow(true)
  for (let second = 0; second < 5; second++) {
    world.busyMs += 60
    expect(wakesIn(1000)).toBeGreaterThanOrEqual(10)
  }
  expect(lag.histogram.count).toBe(50)
})

test('nobody rests while one who follows it is not patient', () => {
  follow(true)
  pass(2000)
  const impatient = follow(false)
  expect(wakesIn(900)).toBe(9)
  pass(2000)
  expect(impatient.histogram.count).toBe(29)
  impatient.stop()
  pass(1000)
  expect(wakesIn(10_000)).toBe(10)
})
