import { expect, test } from 'vitest'
import type { Limits } from '../calls/send.ts'
import { createFlights } from './flights.ts'

const steady = () => performance.now()
const long = () => steady() + 60_000
const waiting = (more: { deadline?: number; patience?: number; signal?: AbortSignal } = {}) => {
  const { deadline = long(), patience = deadline, signal } = more
  return { deadline, patience, signal }
}

/** A request that ends when the test says so. */
function aRequest() {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const started: Limits[] = []
  const start = (limits: Limits) => {
    started.push(limits)
    return promise
  }
  return { start, started, resolve, reject }
}

const codeOf = (answer: Promise<unknown>) => answer.catch((error) => error.code)

test('who asks the same at the same time shares one request', async () => {
  const flights = createFlights({ steady })
  const { start, started, resolve } = aRequest()
  const both = [flights.join('a', waiting(), start), flights.join('a', waiting(), start)]
  const other = flights.join('b', waiting(), async () => 'other')
  expect(await other).toBe('other')
  resolve('shared')
  expect(await Promise.all(both)).toEqual(['shared', 'shared'])
  expect(started).toHaveLength(1)
})

test('who asks later makes a request anew', async () => {
  const flights = createFlights({ steady })
  expect(await flights.join('a', waiting(), async () => 1)).toBe(1)
  expect(await flights.join('a', waiting(), async () => 2)).toBe(2)
})

test('one who cancels ends nothing for the others, and the last one ends the request', async () => {
  const flights = createFlights({ steady })
  const { start, started } = aRequest()
  const [one, two] = [new AbortController(), new AbortController()]
  const first = codeOf(flights.join('a', waiting({ signal: one.signal }), start))
  const second = codeOf(flights.join('a', waiting({ signal: two.signal }), start))
  one.abort()
  expect(await first).toBe('PB_LIBRARY_CALL_CANCELLED')
  expect(started[0]?.signal?.aborted).toBe(false)
  two.abort()
  expect(await second).toBe('PB_LIBRARY_CALL_CANCELLED')
  expect(started[0]?.signal?.aborted).toBe(true)
  // What is about to end is nothing to join.
  expect(await flights.join('a', waiting(), async () => 'anew')).toBe('anew')
})

test('one who had cancelled before makes no request', async () => {
  const flights = createFlights({ steady })
  const { start, started } = aRequest()
  const signal = AbortSignal.abort()
  expect(await codeOf(flights.join('a', waiting({ signal }), start))).toBe(
    'PB_LIBRARY_CALL_CANCELLED',
  )
  expect(started).toHaveLength(0)
})

test('one who loses patience lets the request go on, even if everybody else cancels', async () => {
  const flights = createFlights({ steady })
  const { start, started, resolve } = aRequest()
  const impatient = codeOf(flights.join('a', waiting({ patience: steady() + 5 }), start))
  const leaving = new AbortController()
  const other = codeOf(flights.join('a', waiting({ signal: leaving.signal }), start))
  expect(await impatient).toBe('PB_LIBRARY_TIMEOUT')
  leaving.abort()
  await other
  expect(started[0]?.signal?.aborted).toBe(false)
  const late = flights.join('a', waiting(), start)
  resolve('worth knowing')
  expect(await late).toBe('worth knowing')
})

test('a request has as much time as whoever has most', async () => {
  const flights = createFlights({ steady })
  const { start, started, reject } = aRequest()
  const [soon, late] = [steady() + 5, steady() + 60_000]
  const first = codeOf(flights.join('a', waiting({ deadline: soon }), start))
  expect(await first).toBe('PB_LIBRARY_TIMEOUT')
  expect(started[0]?.deadline()).toBe(soon)
  const second = flights.join('a', waiting({ deadline: late }), start)
  expect(started[0]?.deadline()).toBe(late)
  reject(new Error('no answer'))
  await expect(second).rejects.toThrow('no answer')
})
