import fc from 'fast-check'
import { afterEach, expect, test, vi } from 'vitest'
import { timeField } from './line-time.ts'

afterEach(() => void vi.useRealTimers())

test('it is what a date says of itself, whether or not the second is another one', () => {
  vi.useFakeTimers()
  const times = fc.array(fc.date({ min: new Date(0), max: new Date('2999'), noInvalidDate: true }))
  const steps = fc.array(fc.integer({ min: 0, max: 1_500 }))
  fc.assert(
    fc.property(times, steps, (dates, stepsMs) => {
      const all = dates.flatMap((date) => [date, ...stepsMs.map((ms) => new Date(+date + ms))])
      for (const date of all) {
        vi.setSystemTime(date)
        expect(timeField()).toBe(`,"time":"${date.toISOString()}"`)
      }
    }),
    { numRuns: 20 },
  )
})
