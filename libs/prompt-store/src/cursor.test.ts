import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  newestPosition,
  type Position,
  rankedPosition,
  readCursor,
  readTrashCursor,
  sortedPosition,
  trashCursor,
  writeCursor,
} from './cursor.ts'
import type { ListQuery } from './requests.ts'

const query: ListQuery = { q: 'words', tag: 'tag', folder: 'folder', sort: 'title', limit: 10 }
const invalid = expect.objectContaining({ code: 'PB_CURSOR_INVALID', status: 400 })

const after = (position: Position, words?: string) =>
  readCursor({ ...query, cursor: writeCursor(query, position, words) })

test('a position comes back from its cursor, whatever was shown', () => {
  const number = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER })
  const text = fc.string({ unit: 'binary', maxLength: 200 }).map((some) => some.toWellFormed())
  const key = fc.oneof(number, text)
  const shown = fc.uniqueArray(number, { maxLength: 1_000 })
  fc.assert(
    fc.property(number, key, key, text, shown, (before, key, tie, words, generations) => {
      expect(after({ before })).toEqual({ position: { before } })
      expect(after({ before }, words)).toEqual({ position: { before }, words })
      const sorted = { sort: 'title', key, tie }
      expect(after(sorted)).toEqual({ position: sorted })
      const asOf = Math.max(0, ...generations)
      expect(after({ asOf, shown: generations })).toEqual({
        position: { asOf, shown: generations.toSorted((a, b) => b - a) },
      })
    }),
    { numRuns: 30 },
  )
})

test('the longest cursor of a library with a million changes fits into a URL', () => {
  const shown = Array.from({ length: 900 }, (_, i) => (i + 1) * 1_111)
  const cursor = writeCursor(query, { asOf: 1_000_000, shown })
  expect(cursor.length).toBeLessThan(8_000)
  expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/)
})

test('without a cursor a list has no position, and the newest start at the newest', () => {
  expect(readCursor(query)).toEqual({})
  expect(newestPosition(undefined)).toEqual({ before: Number.MAX_SAFE_INTEGER })
  expect(rankedPosition(undefined)).toBeUndefined()
  expect(sortedPosition(undefined, 'title')).toBeUndefined()
})

test('a position of one kind does not serve another', () => {
  const [newest, ranked] = [{ before: 1 }, { asOf: 9, shown: [3] }]
  const sorted = { sort: 'title', key: 'a', tie: 'b' }
  expect(() => newestPosition(ranked)).toThrow(invalid)
  expect(() => rankedPosition(sorted)).toThrow(invalid)
  expect(() => sortedPosition(newest, 'title')).toThrow(invalid)
  expect(() => sortedPosition(sorted, 'created')).toThrow(invalid)
  expect(sortedPosition(sorted, 'title')).toEqual(sorted)
})

test.each<Partial<ListQuery>>([
  { q: 'word' },
  { tag: 'x' },
  { folder: '' },
  { label: 'production' },
  { uses: 'other' },
  { favourite: false },
  { sort: 'used' },
])('a cursor of another query is refused: %j', (other) => {
  const cursor = writeCursor(query, { before: 1 })
  expect(() => readCursor({ ...query, ...other, cursor })).toThrow(invalid)
  expect(readCursor({ ...query, limit: 99, cursor })).toEqual({ position: { before: 1 } })
})

test.each([
  {},
  { before: -1 },
  { before: 1.5 },
  { before: '5' },
  { before: 1e300 },
  { v: 2, before: 5 },
  { before: 5, words: 5 },
  { before: 5, words: 'x'.repeat(1_001) },
  { sort: 'title', key: 'a' },
  { sort: 'title', key: null, tie: 'a' },
  { sort: 'title', key: ['a'], tie: 'a' },
  { sort: 5, key: 'a', tie: 'a' },
  { asOf: 5 },
  { asOf: 5, steps: 'x' },
  { asOf: 5, steps: [1, null] },
  { asOf: 5, steps: [-1] },
  { asOf: 5_000, steps: Array.from({ length: 1_001 }, () => 1) },
])('a cursor with other contents is refused: %j', (fields) => {
  const genuine = JSON.parse(`${Buffer.from(writeCursor(query, { before: 5 }), 'base64url')}`)
  const { before, ...rest } = genuine
  const forged = Buffer.from(JSON.stringify({ ...rest, ...fields })).toString('base64url')
  expect(() => readCursor({ ...query, cursor: forged })).toThrow(invalid)
})

test('the trash has cursors of its own', () => {
  expect(readTrashCursor(undefined)).toEqual({ before: Number.MAX_SAFE_INTEGER })
  expect(readTrashCursor(trashCursor({ before: 5 }))).toEqual({ before: 5 })
  expect(() => readTrashCursor(writeCursor(query, { before: 5 }))).toThrow(invalid)
  expect(() => readCursor({ ...query, cursor: trashCursor({ before: 5 }) })).toThrow(invalid)
})
