import { expect, test } from 'vitest'
import { ratio } from './numbers.ts'

test.each([
  ['0', 0],
  ['1', 1],
  [' 0.25 ', 0.25],
  ['.5', 0.5],
  [0.1, 0.1],
])('%j is a share', (written, share) => {
  const value = ratio.coerce(written, '/')
  expect(value).toBe(share)
  expect(ratio.expected(value, {})).toBeUndefined()
})

test.each(['', '-0.1', '1.1', '10%', '1e-3', 'all', 2, Number.NaN, null])(
  '%j is none',
  (written) => {
    expect(ratio.expected(ratio.coerce(written, '/'), {})).toContain('a share from 0 to 1')
  },
)
