import { expect, test } from 'vitest'
import { version } from './version.ts'

test('the version is that of the product, not of this package', () => {
  expect(version).toMatch(/^\d+\.\d+\.\d+/)
  expect(version).not.toBe('0.0.0')
})
