import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fullBudget, type RetryBudget, withRequest, withRetry } from './retry-budget.ts'

/** Requests, and failures that would like a second attempt, at times that pass as they like. */
const events = fc.array(fc.record({ afterMs: fc.nat(2_000), wantsRetry: fc.boolean() }), {
  maxLength: 500,
})

/** Plays events; gives how many requests came, how many retries were allowed, and the time. */
function play(run: readonly { readonly afterMs: number; readonly wantsRetry: boolean }[]) {
  let budget: RetryBudget = fullBudget(0)
  let [nowMs, requests, retries] = [0, 0, 0]
  for (const { afterMs, wantsRetry } of run) {
    nowMs += afterMs
    budget = withRequest(budget, nowMs)
    requests += 1
    const spent = wantsRetry ? withRetry(budget, nowMs) : undefined
    if (spent === undefined) continue
    budget = spent
    retries += 1
  }
  return { budget, nowMs, requests, retries }
}

test('second attempts are never more than a tenth of the requests and three a second', () => {
  fc.assert(
    fc.property(events, (run) => {
      const { budget, nowMs, requests, retries } = play(run)
      expect(retries).toBeLessThanOrEqual(3 + 0.1 * requests + (3 * nowMs) / 1_000)
      expect(Math.min(budget.share, budget.floor)).toBeGreaterThanOrEqual(0)
    }),
  )
})

test.each([50, 200, 1_000])(
  'when all of %i requests a second fail, a tenth are tried again',
  (rate) => {
    const run = Array.from({ length: rate * 60 }, () => ({
      afterMs: 1_000 / rate,
      wantsRetry: true,
    }))
    const { requests, retries } = play(run)
    expect(retries / requests).toBeGreaterThan(0.09)
    expect(retries).toBeLessThanOrEqual(0.1 * requests + 3)
  },
)

test('three failures a second are tried again however few requests there are', () => {
  const run = Array.from({ length: 100 }, () => ({ afterMs: 334, wantsRetry: true }))
  expect(play(run).retries).toBe(100)
})

test('what requests have earned is gone after a quiet minute', () => {
  const busy = Array.from({ length: 1_000 }, () => ({ afterMs: 1, wantsRetry: false }))
  const { budget, nowMs } = play(busy)
  let left: RetryBudget | undefined = budget
  let retries = -1
  for (; left !== undefined; retries += 1) left = withRetry(left, nowMs + 60_000)
  expect(retries).toBe(3)
})

test('a clock that goes back earns nothing', () => {
  let budget: RetryBudget | undefined = fullBudget(10_000)
  for (let n = 0; n < 3 && budget; n++) budget = withRetry(budget, 10_000)
  expect(budget && withRetry(budget, 0)).toBeUndefined()
})
