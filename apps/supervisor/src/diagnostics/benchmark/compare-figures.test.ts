import fc from 'fast-check'
import { expect, test } from 'vitest'
import { slowerFigures } from './compare-figures.ts'
import { figureKinds } from './figures.ts'

const usual = [{ hash: 10 }, { hash: 12 }, { hash: 11 }]

test('a figure that is three times what is usual, and by more than noise, is told', () => {
  expect(slowerFigures({ hash: 34 }, usual)).toEqual([
    { title: 'SHA-256 of 16 MB', ms: 34, usualMs: 11 },
  ])
  expect(slowerFigures({ hash: 33 }, usual)).toEqual([])
})

test('as long as nobody knows what is usual, nothing is slow', () => {
  expect(slowerFigures({ hash: 1_000 }, usual.slice(1))).toEqual([])
  expect(slowerFigures({ flush: 1_000 }, usual)).toEqual([])
})

test('a difference within the noise of a busy machine is none, however small the figures', () => {
  const figure = fc.constantFrom(...figureKinds)
  const times = fc.array(fc.double({ min: 0.001, max: 1, noNaN: true }), { minLength: 3 })
  const share = fc.double({ min: 0, max: 1, noNaN: true })
  fc.assert(
    fc.property(figure, times, share, ({ name, noiseMs }, before, more) => {
      const earlier = before.map((ms) => ({ [name]: ms }))
      const now = { [name]: Math.min(...before) + more * noiseMs }
      expect(slowerFigures(now, earlier)).toEqual([])
    }),
  )
})

test('one bad day of before does not change what is usual', () => {
  const slow = slowerFigures({ hash: 60 }, [...usual, { hash: 5_000 }])
  expect(slow).toMatchObject([{ usualMs: 12 }])
})
