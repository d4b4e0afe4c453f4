import { ProtocolError } from '@modelcontextprotocol/server'
import { defineError } from '@promptbin/errors'
import { expect, test } from 'vitest'
import { toProtocolError } from './errors.ts'

const make = (errorClass: 'user' | 'transient' | 'permanent' | 'internal') =>
  defineError({
    code: 'PB_TEST',
    status: 400,
    class: errorClass,
    severity: 'info',
    message: 'It went wrong.',
    hint: 'Do that.',
  })()

test.each([
  ['user', -32602, false],
  ['transient', -32603, true],
  ['permanent', -32603, false],
  ['internal', -32603, false],
] as const)('an error of class %s is %i', (errorClass, code, retryable) => {
  expect(toProtocolError(make(errorClass), { requestId: 'request-1' })).toMatchObject({
    code,
    message: 'It went wrong. Do that.',
    data: { code: 'PB_TEST', hint: 'Do that.', retryable, requestId: 'request-1' },
  })
})

test('of a defect nothing is told but where to look', () => {
  const error = toProtocolError(new TypeError('password is hunter2'), { requestId: 'request-1' })
  expect(error).toMatchObject({
    code: -32603,
    data: { code: 'PB_INTERNAL', requestId: 'request-1' },
  })
  expect(JSON.stringify([error.message, error.data])).not.toContain('hunter2')
})

test('an error of the protocol passes as it is', () => {
  const error = new ProtocolError(-32601, 'Method not found')
  expect(toProtocolError(error, { requestId: undefined })).toBe(error)
})
