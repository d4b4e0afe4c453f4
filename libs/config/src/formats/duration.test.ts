import fc from 'fast-check'
import { expect, test } from 'vitest'
import { durationText, LONGEST_DURATION_MS, parseDuration } from './duration.ts'

test.each([
  [30, 30_000],
  [0.25, 250],
  ['30', 30_000],
  ['30s', 30_000],
  [' 1.5 h ', 5_400_000],
  ['500ms', 500],
  ['5m', 300_000],
  ['6h', 21_600_000],
  ['24d', 2_073_600_000],
])('%j is %d ms', (written, milliseconds) => {
  expect(parseDuration(written)).toBe(milliseconds)
})

test.each(['', '-1s', '1e3', '30S', '30 seconds', '1h30m', '0x10', 's', null, true, [30]])(
  '%j is no duration',
  (written) => {
    expect(parseDuration(written)).toBeUndefined()
  },
)

test('every duration is read back from its text', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: LONGEST_DURATION_MS }), (milliseconds) => {
      expect(parseDuration(durationText(milliseconds))).toBe(milliseconds)
    }),
  )
})

test('a duration is written in the largest unit that says it exactly', () => {
  expect([0, 1500, 30_000, 90_000, 7_200_000].map(durationText)).toEqual([
    '0s',
    '1500ms',
    '30s',
    '90s',
    '2h',
  ])
})
