import { expect, test } from 'vitest'
import {
  type AttemptPolicy,
  type Attempts,
  afterFailure,
  attemptsAtAccount,
  attemptsFromAddress,
  pauseMs,
} from '../index.ts'

const dayMs = 24 * 60 * 60_000

function fail(times: number, policy: AttemptPolicy, now = 0): Attempts | undefined {
  let attempts: Attempts | undefined
  for (let time = 0; time < times; time++) attempts = afterFailure(attempts, now, policy)
  return attempts
}

test('a few failures cost nothing, and then the pause doubles up to its longest', () => {
  const pauses = [0, 1, 4, 5, 6, 7, 8, 15, 100].map((times) =>
    pauseMs(fail(times, attemptsFromAddress), 0),
  )
  expect(pauses).toEqual([0, 0, 0, 1_000, 2_000, 4_000, 8_000, 900_000, 900_000])
})

test('an account is closed to strangers for a minute at most', () => {
  expect(pauseMs(fail(1_000, attemptsAtAccount), 0)).toBe(60_000)
})

test('a pause ends by itself, and after a day without a failure all is forgotten', () => {
  const attempts = fail(7, attemptsFromAddress)
  expect(pauseMs(attempts, 3_999)).toBe(1)
  expect(pauseMs(attempts, 4_000)).toBe(0)
  expect(afterFailure(attempts, dayMs + 1, attemptsFromAddress).failures).toBe(1)
  expect(afterFailure(attempts, dayMs, attemptsFromAddress).failures).toBe(8)
})
