import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newestCursor, rankedCursor, readNewestCursor, readRankedCursor } from './cursor.ts'
import type { ListQuery } from './prompt-store.ts'

const query: ListQuery = { q: 'words', tag: 'tag', folder: 'folder', limit: 10 }
const invalid = expect.objectContaining({ code: 'PB_CURSOR_INVALID', status: 400 })

test('a position comes back from its cursor, whatever was shown', () => {
  const number = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER })
  const shown = fc.uniqueArray(number, { maxLength: 1_000 })
  fc.assert(
    fc.property(number, shown, (before, generations) => {
      const newest = { ...query, cursor: newestCursor(query, { before }) }
      expect(readNewestCursor(newest)).toEqual({ before })
      const asOf = Math.max(0, ...generations)
      const ranked = { ...query, cursor: rankedCursor(query, { asOf, shown: generations }) }
      const sorted = generations.toSorted((a, b) => b - a)
      expect(readRankedCursor(ranked, 5)).toEqual({ asOf, shown: sorted })
    }),
    { numRuns: 30 },
  )
})

test('the longest cursor of a library with a million changes fits into a URL', () => {
  const shown = Array.from({ length: 900 }, (_, i) => (i + 1) * 1_111)
  const cursor = rankedCursor(query, { asOf: 1_000_000, shown })
  expect(cursor.length).toBeLessThan(8_000)
  expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/)
})

test('without a cursor a list starts at the newest, and a search as of now', () => {
  expect(readNewestCursor(query)).toEqual({ before: Number.MAX_SAFE_INTEGER })
  expect(readRankedCursor(query, 7)).toEqual({ asOf: 7, shown: [] })
})

test('a cursor of one kind, or of another query, is refused', () => {
  const newest = newestCursor(query, { before: 1 })
  const ranked = rankedCursor(query, { asOf: 9, shown: [3] })
  expect(() => readRankedCursor({ ...query, cursor: newest }, 9)).toThrow(invalid)
  expect(() => readNewestCursor({ ...query, cursor: ranked })).toThrow(invalid)
  for (const other of [{ q: 'word' }, { tag: 'x' }, { folder: '' }]) {
    expect(() => readRankedCursor({ ...query, ...other, cursor: ranked }, 9)).toThrow(invalid)
  }
  expect(readRankedCursor({ ...query, limit: 99, cursor: ranked }, 9).asOf).toBe(9)
})

test.each([
  { before: -1 },
  { before: 1.5 },
  { before: '5' },
  { before: 1e300 },
  { v: 2, before: 5 },
  { asOf: 5 },
  { asOf: 5, steps: 'x' },
  { asOf: 5, steps: [1, null] },
  { asOf: 5, steps: [-1] },
  { asOf: 5_000, steps: Array.from({ length: 1_001 }, () => 1) },
])('a cursor with other contents is refused: %j', (fields) => {
  const genuine = JSON.parse(`${Buffer.from(newestCursor(query, { before: 5 }), 'base64url')}`)
  const { before, ...rest } = genuine
  const forged = Buffer.from(JSON.stringify({ ...rest, ...fields })).toString('base64url')
  expect(() => readNewestCursor({ ...query, cursor: forged })).toThrow(invalid)
  expect(() => readRankedCursor({ ...query, cursor: forged }, 9)).toThrow(invalid)
})
