import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ServiceMessage, SupervisorMessage } from './messages.ts'
import { parseServiceMessage, parseSupervisorMessage } from './parse.ts'

const heartbeat = {
  loopLagMs: 1.5,
  rssBytes: 1,
  heapUsedBytes: 1,
  cpuSeconds: 0.1,
  activeRequests: 0,
  requestsHandled: 7,
  averageResponseMs: 2.5,
}

const serviceMessages: readonly ServiceMessage[] = [
  { v: 1, type: 'prepared' },
  { v: 1, type: 'ready', url: 'http://127.0.0.1:5000' },
  { v: 1, type: 'heartbeat', ...heartbeat },
]
const supervisorMessages: readonly SupervisorMessage[] = [
  { v: 1, type: 'listen' },
  { v: 1, type: 'stop', timeoutMs: 30_000 },
]

describe('a message arrives as it was sent', () => {
  test.each(serviceMessages)('from a service: $type', (message) => {
    expect(parseServiceMessage(structuredClone(message))).toEqual(message)
    expect(parseSupervisorMessage(message)).toBeUndefined()
  })

  test.each(supervisorMessages)('from the supervisor: $type', (message) => {
    expect(parseSupervisorMessage(structuredClone(message))).toEqual(message)
    expect(parseServiceMessage(message)).toBeUndefined()
  })
})

test('fields that nobody knows are dropped', () => {
  expect(parseServiceMessage({ v: 1, type: 'prepared', extra: true })).toEqual({
    v: 1,
    type: 'prepared',
  })
})

test.each([
  ['another version', { v: 2, type: 'prepared' }],
  ['no version', { type: 'prepared' }],
  ['another type', { v: 1, type: 'hello' }],
  ['ready without an address', { v: 1, type: 'ready' }],
  ['a heartbeat with a hole', { v: 1, type: 'heartbeat', ...heartbeat, rssBytes: undefined }],
  ['a heartbeat with NaN', { v: 1, type: 'heartbeat', ...heartbeat, loopLagMs: Number.NaN }],
  ['a heartbeat below zero', { v: 1, type: 'heartbeat', ...heartbeat, activeRequests: -1 }],
  ['stop without a time', { v: 1, type: 'stop' }],
  ['stop with a text', { v: 1, type: 'stop', timeoutMs: '5' }],
])('not a message of ours: %s', (_name, value) => {
  expect(parseServiceMessage(value)).toBeUndefined()
  expect(parseSupervisorMessage(value)).toBeUndefined()
})

test('nothing that arrives makes the reader throw', () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      parseServiceMessage(value)
      parseSupervisorMessage(value)
    }),
  )
})
