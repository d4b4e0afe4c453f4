import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Breaker, type BreakerOptions, createBreaker } from './breaker.ts'
import type { BreakerState } from './breaker-state.ts'

class Fault extends Error {}
class Refusal extends Error {}
class Left extends Error {}

let breaker: Breaker
let states: BreakerState[]
let faults: unknown[]
let nowMs: number

const create = (more: Partial<BreakerOptions> = {}) =>
  createBreaker({
    leastCalls: 5,
    resetTimeoutMs: 2_000,
    isFault: (error) => error instanceof Fault,
    isSilent: (error) => error instanceof Left,
    unavailable: (cause, seconds) => new Error(`left alone for ${seconds} s`, { cause }),
    onState: (state) => states.push(state),
    onFault: (error) => faults.push(error),
    random: () => 0.5,
    steady: () => nowMs,
    ...more,
  })

beforeEach(() => {
  vi.useFakeTimers()
  states = []
  faults = []
  nowMs = 0
  breaker = create()
})

afterEach(() => {
  breaker.close()
  vi.useRealTimers()
})

/** Calls that all end so; gives what they came to. */
const calls = (times: number, error?: Error) =>
  Promise.all(
    Array.from({ length: times }, () =>
      breaker
        .run(async () => {
          if (error) throw error
          return 'well'
        })
        .catch((thrown: Error) => thrown.message),
    ),
  )

const opened = async () => {
  await calls(5, new Fault('gone'))
  expect(breaker.state()).toBe('open')
}

test('it stays closed while fewer calls were made than it wants to see', async () => {
  await calls(4, new Fault('gone'))
  expect(breaker.state()).toBe('closed')
  expect(faults).toHaveLength(4)
})

test('it opens when more than half of them fail, and calls fail at once without being made', async () => {
  await calls(2)
  await calls(3, new Fault('gone'))
  expect(states).toEqual(['open'])
  const call = vi.fn(async () => 'well')
  await expect(breaker.run(call)).rejects.toThrow('left alone for 2 s')
  expect(call).not.toHaveBeenCalled()
})

test('what the other side refuses is an answer, however often', async () => {
  await calls(50, new Refusal('no'))
  expect(breaker.state()).toBe('closed')
  expect(faults).toEqual([])
})

test('failures count for ten seconds, although no timer runs', async () => {
  await calls(4, new Fault('gone'))
  nowMs = 11_000
  await calls(4, new Fault('gone'))
  expect(breaker.state()).toBe('closed')
  nowMs = 15_000
  await calls(1, new Fault('gone'))
  expect(breaker.state()).toBe('open')
})

test('while it is closed nothing waits for a time', async () => {
  await calls(4, new Fault('gone'))
  expect(vi.getTimerCount()).toBe(0)
})

test('after a while one call is a trial, and what comes of it decides', async () => {
  await opened()
  await vi.advanceTimersByTimeAsync(2_000)
  expect(breaker.state()).toBe('half-open')
  const trial = Promise.withResolvers<string>()
  const isTrial: boolean[] = []
  const tried = breaker.run((given) => {
    isTrial.push(given)
    return trial.promise
  })
  expect(await calls(3)).toEqual(Array(3).fill('left alone for 2 s'))
  trial.resolve('well')
  expect([await tried, isTrial]).toEqual(['well', [true]])
  expect(states).toEqual(['open', 'half-open', 'closed'])
})

test('a trial that fails, or that whoever asked has left, closes nothing', async () => {
  await opened()
  for (const error of [new Fault('still gone'), new Left('nobody waits')]) {
    await vi.advanceTimersByTimeAsync(2_000)
    await calls(1, error)
    expect(breaker.state()).toBe('open')
  }
})

test('who leaves tells nothing while it is closed', async () => {
  await calls(20, new Left('nobody waits'))
  expect(breaker.state()).toBe('closed')
})

test('what was begun before it closed does not count after it', async () => {
  const late = Promise.withResolvers<never>()
  const hanging = Array.from({ length: 5 }, () => breaker.run(() => late.promise).catch(() => {}))
  await calls(10, new Fault('gone'))
  expect(breaker.state()).toBe('open')
  breaker.recover()
  late.reject(new Fault('gone'))
  await Promise.all(hanging)
  await calls(4, new Fault('gone'))
  expect(breaker.state()).toBe('closed')
})

test('whoever saw that the other side is well closes it, and the failures before are forgotten', async () => {
  await opened()
  breaker.recover()
  expect(await calls(1)).toEqual(['well'])
  await calls(3, new Fault('gone'))
  expect(breaker.state()).toBe('closed')
})

describe('one that opens at the first failure, and grows patient', () => {
  beforeEach(() => {
    breaker = create({ leastCalls: 1, mostFailuresPercent: 0, longestResetMs: 5_000 })
  })

  test('however many calls went well before', async () => {
    await calls(50)
    await calls(1, new Fault('gone'))
    expect(breaker.state()).toBe('open')
  })

  test('stays open twice as long after each trial that fails, within its bound, until it was closed', async () => {
    const openMs: number[] = []
    for (const trial of [1, 2, 3, 4]) {
      await calls(1, new Fault(`gone ${trial}`))
      let ms = 0
      for (; breaker.state() === 'open'; ms += 500) await vi.advanceTimersByTimeAsync(500)
      openMs.push(ms)
    }
    expect(openMs).toEqual([2_000, 4_000, 5_000, 5_000])
    await calls(1)
    await calls(1, new Fault('gone again'))
    await vi.advanceTimersByTimeAsync(2_000)
    expect(breaker.state()).toBe('half-open')
  })
})

test('one failure that says enough opens it alone, once, and a trial that ends so opens it again', async () => {
  class Late extends Fault {}
  breaker = create({ isDecisive: (error) => error instanceof Late })
  await calls(50)
  await calls(1, new Fault('gone'))
  expect(breaker.state()).toBe('closed')
  await calls(1, new Late('gone after a long time'))
  await vi.advanceTimersByTimeAsync(2_000)
  await calls(1, new Late('still gone'))
  expect(states).toEqual(['open', 'half-open', 'open'])
  await vi.advanceTimersByTimeAsync(2_000)
  await calls(1)
  expect([breaker.state(), vi.getTimerCount()]).toEqual(['closed', 0])
})

test('whoever waits to be admitted waits while it is open, and no longer than he wants', async () => {
  await breaker.admitted()
  await opened()
  const order: string[] = []
  const leaving = new AbortController()
  const waiting = [
    breaker.admitted().then(() => order.push('trial')),
    breaker.admitted(leaving.signal).then(() => order.push('left')),
  ]
  leaving.abort()
  await vi.advanceTimersByTimeAsync(1_999)
  expect(order).toEqual(['left'])
  await vi.advanceTimersByTimeAsync(1)
  await Promise.all(waiting)
  expect(order).toEqual(['left', 'trial'])
})

test.each(['recover', 'close'] as const)('nobody waits on after %s', async (how) => {
  await opened()
  const waiting = breaker.admitted()
  breaker[how]()
  await waiting
})

test('whoever insists is let through, and only success closes it', async () => {
  await opened()
  const insisting = breaker.insist(() => Promise.reject(new Fault('still gone')))
  await expect(insisting).rejects.toThrow('still gone')
  expect(breaker.state()).toBe('open')
  expect(await breaker.insist(async () => 'well')).toBe('well')
  expect(breaker.state()).toBe('closed')
})

test('whoever insists when a trial is due makes it', async () => {
  await opened()
  await vi.advanceTimersByTimeAsync(2_000)
  await breaker.insist(() => Promise.reject(new Fault('still gone'))).catch(() => {})
  expect(breaker.state()).toBe('open')
})

test('whoever insists while it is closed is one call like any other', async () => {
  for (let n = 0; n < 5; n += 1)
    await breaker.insist(() => Promise.reject(new Fault('gone'))).catch(() => {})
  expect(breaker.state()).toBe('open')
})
