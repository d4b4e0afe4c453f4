import { expect, test } from 'vitest'
import { showValue } from './show-value.ts'

test('the value of a sensitive setting is never shown', () => {
  expect(showValue('hunter2', { sensitive: true })).toBe('[hidden]')
})

test('a password inside an address is never shown, even if it holds an @', () => {
  expect(showValue('http://me:p@ss@host', {})).toBe('"http://[hidden]@host"')
  expect(showValue(['http://me:p@ss@host'], {})).toBe("[ 'http://[hidden]@host' ]")
})

test('a long value is cut', () => {
  expect(showValue('x'.repeat(10_000), {}).length).toBeLessThan(100)
})

test('a value that holds itself can be shown', () => {
  const circle: unknown[] = []
  circle.push(circle)
  expect(showValue(circle, {})).toContain('[Circular *1]')
})
