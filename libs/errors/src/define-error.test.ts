import { expect, test } from 'vitest'
import { defineError } from './define-error.ts'
import type { ErrorClass, RetryHint } from './promptbin-error.ts'

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

test.each<[ErrorClass, RetryHint]>([
  ['user', 'never'],
  ['transient', 'after-a-while'],
  ['permanent', 'after-repair'],
  ['internal', 'never'],
])(
  'an error of the class "%s" is to be tried again "%s" unless its definition says else',
  (kind, retry) => {
    const definition = { ...notFound.definition, class: kind }
    expect(defineError(definition)('x').retry).toBe(retry)
    expect(defineError({ ...definition, retry: 'after-a-look' })('x').retry).toBe('after-a-look')
  },
)

test('what whoever runs PromptBin does is filled with the same values, and is nothing unless told', () => {
  expect(notFound('x').operatorHint).toBe('')
  const told = defineError({ ...notFound.definition, operatorHint: 'Put %s back.' })
  expect(told('x').operatorHint).toBe('Put x back.')
})
