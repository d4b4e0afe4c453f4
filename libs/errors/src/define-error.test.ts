import { expect, test } from 'vitest'
import { defineError } from './define-error.ts'

const notFound = defineError({
  code: 'PB_TEST_NOT_FOUND',
  status: 404,
  class: 'user',
  severity: 'info',
  message: 'There is no prompt named "%s".',
  hint: 'List the names, then try again.',
})

test('an error carries its definition and the values of this occurrence', () => {
  const error = notFound('100%-sure')
  expect(error).toMatchObject({ code: 'PB_TEST_NOT_FOUND', status: 404, class: 'user' })
  expect(error.message).toBe('There is no prompt named "100%-sure".')
})

test('values are not appended to a hint that has no place for them', () => {
  expect(notFound('x').hint).toBe('List the names, then try again.')
})

test('an occurrence can add the refused fields and the cause', () => {
  const cause = new Error('deeper')
  const error = notFound.with({ fields: [{ pointer: '/name', message: 'too long' }], cause }, 'x')
  expect(error.fields).toEqual([{ pointer: '/name', message: 'too long' }])
  expect(error.cause).toBe(cause)
})
