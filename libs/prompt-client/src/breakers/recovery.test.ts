import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { libraryAnswerInvalid, libraryUnreachable } from '../errors.ts'
import type { Attempt } from '../exchange/exchange.ts'
import { createLibraryBreaker, type LibraryBreaker } from './library-breaker.ts'
import { createRecovery, type Recovery } from './recovery.ts'

const attempt: Attempt = {
  method: 'GET',
  path: '/',
  headers: {},
  signal: undefined,
  timeoutMs: 5_000,
}

let outcome: (attempt: Attempt) => Promise<never>
let asked: number
let isBack: boolean
let breakers: { reads: LibraryBreaker; writes: LibraryBreaker }
let recovery: Recovery

const unreachable = async () => {
  throw libraryUnreachable('http://127.0.0.1:5000')
}
const answeredWrongly = async () => {
  throw libraryAnswerInvalid('GET /', 'status 502')
}

beforeEach(() => {
  vi.useFakeTimers()
  asked = 0
  isBack = false
  const guard = () =>
    createLibraryBreaker({
      exchange: { send: (given) => outcome(given) },
      resetTimeoutMs: 60_000,
      random: () => 0.5,
      onState: (state) => state === 'open' && recovery.watch(),
    })
  breakers = { reads: guard(), writes: guard() }
  const ask = async () => {
    asked += 1
    if (!isBack) throw libraryUnreachable('http://127.0.0.1:5000')
  }
  recovery = createRecovery({ breakers, ask, random: () => 0.5 })
})

afterEach(() => {
  recovery.stop()
  breakers.reads.close()
  breakers.writes.close()
  vi.useRealTimers()
})

const fail = (breaker: LibraryBreaker, times = 10) =>
  Promise.all(Array.from({ length: times }, () => breaker.send(attempt).catch(() => {})))

test('while all is well nobody asks', async () => {
  recovery.watch()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(asked).toBe(0)
})

test('it asks until prompt-web is back, and closes both breakers then', async () => {
  outcome = unreachable
  await fail(breakers.reads)
  await fail(breakers.writes)
  await vi.advanceTimersByTimeAsync(2_000)
  expect(asked).toBe(4)
  expect(breakers.reads.state()).toBe('open')
  isBack = true
  await vi.advanceTimersByTimeAsync(500)
  expect([breakers.reads.state(), breakers.writes.state()]).toEqual(['closed', 'closed'])
  await vi.advanceTimersByTimeAsync(60_000)
  expect(asked).toBe(5)
})

test('writes that prompt-web answered wait for a trial, whatever reads do', async () => {
  outcome = answeredWrongly
  isBack = true
  await fail(breakers.writes)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(breakers.writes.state()).toBe('open')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(breakers.writes.state()).toBe('half-open')
})

test('what failed before it closed does not count after it', async () => {
  outcome = unreachable
  const { promise, reject } = Promise.withResolvers<never>()
  outcome = () => promise
  const hanging = Array.from({ length: 10 }, () => breakers.reads.send(attempt).catch(() => {}))
  outcome = unreachable
  await fail(breakers.reads, 20)
  expect(breakers.reads.state()).toBe('open')
  isBack = true
  await vi.advanceTimersByTimeAsync(500)
  reject(libraryUnreachable('http://127.0.0.1:5000'))
  await Promise.all(hanging)
  await fail(breakers.reads, 9)
  expect(breakers.reads.state()).toBe('closed')
})

test('a trial has a second', async () => {
  outcome = answeredWrongly
  await fail(breakers.writes)
  await vi.advanceTimersByTimeAsync(60_000)
  const given: number[] = []
  outcome = async ({ timeoutMs }) => {
    given.push(timeoutMs)
    return answeredWrongly()
  }
  await fail(breakers.writes, 3)
  expect(given).toEqual([1_000])
})

test('it asks no more when it is stopped', async () => {
  outcome = unreachable
  await fail(breakers.reads)
  recovery.stop()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(asked).toBe(0)
})
