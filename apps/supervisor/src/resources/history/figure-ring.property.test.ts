import fc from 'fast-check'
import { expect, test } from 'vitest'
import { noFigures } from '../figures.ts'
import { FigureRing } from './figure-ring.ts'

test('a ring has exactly the last ones, in their order, whatever its capacity', () => {
  const amounts = fc.array(fc.option(fc.integer({ min: 0 })), { maxLength: 200 })
  fc.assert(
    fc.property(amounts, fc.integer({ min: 16, max: 100 }), (all, capacity) => {
      const ring = new FigureRing(capacity)
      const samples = all.map((rssBytes, atMs) => ({ atMs, figures: { ...noFigures, rssBytes } }))
      for (const sample of samples) ring.add(sample)
      expect([...ring.between(0)]).toEqual(samples.slice(-capacity))
      expect(ring.oldestMs).toBe(samples.slice(-capacity)[0]?.atMs)
      expect(ring.newestMs).toBe(samples.at(-1)?.atMs)
    }),
  )
})
