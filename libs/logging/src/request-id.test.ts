import { expect, test } from 'vitest'
import { currentRequestId, isRequestId, newRequestId, runWithRequestId } from './request-id.ts'

test('a new id is well-formed and of its own', () => {
  expect(isRequestId(newRequestId())).toBe(true)
  expect(newRequestId()).not.toBe(newRequestId())
})

test.each([
  '',
  'x'.repeat(7),
  'x'.repeat(65),
  'with space',
  'line\nbreak',
  'ünïcödé1',
  12345678,
  undefined,
])('not well-formed: %j', (value) => {
  expect(isRequestId(value)).toBe(false)
})

test('an inner request has its own id, and the outer one gets its back', () => {
  runWithRequestId('outer-request', () => {
    runWithRequestId('inner-request', () => expect(currentRequestId()).toBe('inner-request'))
    expect(currentRequestId()).toBe('outer-request')
  })
  expect(currentRequestId()).toBeUndefined()
})
