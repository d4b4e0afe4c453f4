import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bytesText, parseBytes } from './bytes.ts'

test.each([
  [1000, 1000],
  ['1000', 1000],
  ['0', 0],
  ['512MB', 512_000_000],
  ['512 mb', 512_000_000],
  ['512MiB', 536_870_912],
  [' 1.5GiB ', 1_610_612_736],
  ['2TB', 2e12],
  ['7B', 7],
])('%j is %d bytes', (written, bytes) => {
  expect(parseBytes(written)).toBe(bytes)
})

test.each(['', '-1', '1e3', '512M', '5 megabytes', '1MB5', '0x10', 'MB', null, true, [30]])(
  '%j is no size',
  (written) => {
    expect(parseBytes(written)).toBeUndefined()
  },
)

test.each([
  [0, '0B'],
  [1234, '1234B'],
  [512e6, '512MB'],
  [2 ** 30, '1GiB'],
  [1024e6, '1024MB'],
])('%d bytes are written %s', (bytes, text) => {
  expect(bytesText(bytes)).toBe(text)
})

test('every size is read back from its text', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e15 }), (bytes) => {
      expect(parseBytes(bytesText(bytes))).toBe(bytes)
    }),
  )
})
