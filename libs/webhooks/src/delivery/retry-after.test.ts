import { expect, test } from 'vitest'
import { readRetryAfter } from './retry-after.ts'

const now = Date.parse('2026-11-22T10:00:00Z')

test.each([
  ['120', 120_000],
  [' 0 ', 0],
  ['Sun, 22 Nov 2026 10:01:00 GMT', 60_000],
  ['Sun, 22 Nov 2026 09:00:00 GMT', 0],
  ['soon', null],
  ['-5', null],
  ['1e9', null],
  ['2026', 2_026_000],
  ['9999999999', null],
  ['', null],
  [undefined, null],
])('%s is %s ms', (header, expected) => {
  expect(readRetryAfter(header, now)).toBe(expected)
})
