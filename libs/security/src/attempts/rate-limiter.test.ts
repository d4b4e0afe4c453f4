import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RateLimiter } from './rate-limiter.ts'

test('lets through a burst, then so many a second, each for himself', () => {
  let now = 0
  const limiter = new RateLimiter({ perSecond: 2, burst: 4, now: () => now })
  expect([1, 2, 3, 4, 5].map(() => limiter.take('ada'))).toEqual([0, 0, 0, 0, 1])
  expect(limiter.take('bob')).toBe(0)
  expect(limiter.waitSeconds('ada')).toBe(1)
  expect(limiter.waitSeconds('carl')).toBe(0)
  now += 500
  expect([limiter.take('ada'), limiter.take('ada')]).toEqual([0, 1])
  now += 60_000
  expect([1, 2, 3, 4, 5].map(() => limiter.take('ada'))).toEqual([0, 0, 0, 0, 1])
})

test('in any time never lets through more than the burst and the rate', () => {
  const pauses = fc.array(fc.nat(400), { maxLength: 300 })
  fc.assert(
    fc.property(
      pauses,
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 20 }),
      (all, perSecond, burst) => {
        let now = 0
        let passed = 0
        const limiter = new RateLimiter({ perSecond, burst, now: () => now })
        for (const pause of all) {
          now += pause
          if (limiter.take('ada') === 0) passed += 1
        }
        expect(passed).toBeLessThanOrEqual(burst + (now / 1_000) * perSecond + 1e-6)
      },
    ),
  )
})

test('remembers a bounded number, and forgets those who are idle first', () => {
  let now = 0
  const limiter = new RateLimiter({ perSecond: 1, burst: 2, now: () => now })
  for (let index = 0; index < 9_999; index++) limiter.take(`idle-${index}`)
  now += 10_000
  limiter.take('ada')
  limiter.take('ada')
  for (let index = 0; index < 5_000; index++) limiter.take(`other-${index}`)
  expect(limiter.take('ada')).toBe(1)
})
