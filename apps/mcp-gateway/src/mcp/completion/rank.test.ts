import fc from 'fast-check'
import { expect, test } from 'vitest'
import { maxCompletions, rank } from './rank.ts'

test('what begins so comes before what has it within, each in the given order', () => {
  expect(rank('an', ['banana', 'Anna', 'none', 'ANT', 'Anna']).values).toEqual([
    'Anna',
    'ANT',
    'banana',
  ])
})

test('an answer is bounded, true to its candidates, and says how many there are', () => {
  const candidates = fc.array(fc.string({ unit: 'grapheme', maxLength: 8 }), { maxLength: 300 })
  fc.assert(
    fc.property(fc.string({ maxLength: 2 }), candidates, (typed, candidates) => {
      const { values, total, hasMore } = rank(typed, candidates)
      const has = (text: string) => text.toLowerCase().includes(typed.toLowerCase())
      const fitting = new Set(candidates.filter((text) => text !== '' && has(text)))
      expect(values.length).toBeLessThanOrEqual(maxCompletions)
      expect(total).toBe(fitting.size)
      expect(hasMore).toBe(total > values.length)
      expect(new Set(values).size).toBe(values.length)
      const begins = values.map((text) => text.toLowerCase().startsWith(typed.toLowerCase()))
      expect(begins.lastIndexOf(true)).toBeLessThanOrEqual(begins.filter(Boolean).length - 1)
      for (const value of values) expect(fitting.has(value)).toBe(true)
    }),
  )
})
