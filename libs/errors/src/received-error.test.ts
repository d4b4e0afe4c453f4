import { expect, test } from 'vitest'
import { receivedError } from './received-error.ts'

const problem = { code: 'PB_TEST', detail: 'It failed.', hint: 'Mend it.' }

test('a problem becomes the error that it was, with class and retry as it says', () => {
  const told = { ...problem, class: 'permanent', retry: 'after-a-look' }
  expect(receivedError(503, told)).toMatchObject({
    ...{ code: 'PB_TEST', status: 503, message: 'It failed.', hint: 'Mend it.' },
    ...{ class: 'permanent', severity: 'error', retry: 'after-a-look' },
  })
})

test.each([
  [404, 'user', 'never'],
  [408, 'transient', 'after-a-while'],
  [429, 'transient', 'after-a-while'],
  [500, 'internal', 'never'],
  [503, 'transient', 'after-a-while'],
  [504, 'transient', 'after-a-while'],
  [507, 'permanent', 'after-repair'],
])('where it does not say, or says nonsense, the status %i means %s', (status, kind, retry) => {
  expect(receivedError(status, problem)).toMatchObject({ class: kind, retry })
  const odd = { ...problem, class: 'toString', retry: 7, hint: null }
  expect(receivedError(status, odd)).toMatchObject({ class: kind, retry, hint: '' })
})

test('of refused fields only those are taken that are some', () => {
  const field = { pointer: '/name', message: 'must not be empty' }
  expect(receivedError(422, { ...problem, errors: [field, null, 'name', {}] })?.fields).toEqual([
    field,
  ])
})

test.each([[null], ['PB_TEST'], [[]], [{ code: 'PB_TEST' }], [{ code: 1, detail: 'x' }]])(
  '%j is no problem',
  (value) => {
    expect(receivedError(500, value)).toBeUndefined()
  },
)
