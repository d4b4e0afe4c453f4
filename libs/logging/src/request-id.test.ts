import { expect, test } from 'vitest'
import {
  currentRequest,
  currentRequestFields,
  currentRequestId,
  currentTraceId,
  isRequestId,
  newRequestId,
  runWithRequestId,
} from './request-id.ts'

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

test('a request has one trace id, in its lines too, and nobody has one outside of it', async () => {
  const id = newRequestId()
  const traceId = id.replaceAll('-', '')
  await runWithRequestId(id, async () => {
    await new Promise(setImmediate)
    expect(currentTraceId()).toBe(traceId)
    expect(currentRequestFields()).toEqual({ request_id: id, trace_id: traceId })
    currentRequest()?.record({ traceId, spanId: 'b7ad6b7169203331', traceFlags: 1 })
    expect(currentRequestFields()).toEqual({
      request_id: id,
      trace_id: traceId,
      span_id: 'b7ad6b7169203331',
    })
  })
  expect(currentTraceId()).toBeUndefined()
  expect(currentRequestFields()).toEqual({})
})
