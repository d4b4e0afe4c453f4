import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ServiceMessage, SupervisorMessage } from './messages.ts'
import { parseServiceMessage, parseSupervisorMessage } from './parse.ts'

const heartbeat = {
  loopLagMs: 1.5,
  gcPauseMs: 0.2,
  rssBytes: 1,
  heapUsedBytes: 1,
  cpuSeconds: 0.1,
  activeRequests: 0,
  requestsHandled: 7,
  averageResponseMs: 2.5,
  isListening: true,
}

const serviceMessages: readonly ServiceMessage[] = [
  { v: 1, type: 'prepared' },
  { v: 1, type: 'ready', url: 'http://127.0.0.1:5000' },
  { v: 1, type: 'heartbeat', ...heartbeat },
  { v: 1, type: 'health', status: 'pass', reason: null },
  { v: 1, type: 'health', status: 'fail', reason: 'store:read fails: locked' },
  { v: 1, type: 'socket-wanted', socket: 'share' },
  { v: 1, type: 'profile-done', id: 'p1', bytes: 4096 },
  { v: 1, type: 'profile-failed', id: 'p1', reason: 'It grew too large.' },
  { v: 1, type: 'metrics', id: 'c1', metrics: [{ name: 'a' }] },
  { v: 1, type: 'metrics', id: null, metrics: [] },
  { v: 1, type: 'config-applied', id: 'g1', generation: 2, problem: null },
  { v: 1, type: 'config-applied', id: 'g1', generation: 2, problem: 'It cannot.' },
  { v: 1, type: 'defect', kind: 'exception' },
  { v: 1, type: 'defect', kind: 'rejection' },
]
const profile = { id: 'p1', kind: 'cpu', durationMs: 1000, maxBytes: 1e6, file: '/p' } as const
const supervisorMessages: readonly SupervisorMessage[] = [
  { v: 1, type: 'listen' },
  { v: 1, type: 'socket', socket: 'share', problem: null },
  { v: 1, type: 'socket', socket: 'share', problem: 'EADDRINUSE' },
  { v: 1, type: 'socket-used', socket: 'share' },
  { v: 1, type: 'stop', timeoutMs: 30_000 },
  { v: 1, type: 'profile', ...profile },
  { v: 1, type: 'log-level', level: 'debug' },
  { v: 1, type: 'disk', readOnly: true },
  { v: 1, type: 'maintenance', reason: 'The disk is replaced.' },
  { v: 1, type: 'maintenance', reason: null },
  { v: 1, type: 'damage', reason: 'Pages are broken.' },
  { v: 1, type: 'damage', reason: null },
  { v: 1, type: 'collect', id: 'c1' },
  { v: 1, type: 'config', id: 'g1', generation: 2, settings: { PROMPTBIN_WEB_PORT: '5000' } },
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
  [
    'a heartbeat that does not say whether it listens',
    { v: 1, type: 'heartbeat', ...heartbeat, isListening: 1 },
  ],
  ['health of no known status', { v: 1, type: 'health', status: 'ill', reason: null }],
  ['health without a reason or null', { v: 1, type: 'health', status: 'warn' }],
  ['a socket that nobody knows', { v: 1, type: 'socket-wanted', socket: 'web' }],
  ['a socket that may be there or not', { v: 1, type: 'socket', socket: 'share' }],
  ['a profile of another kind', { v: 1, type: 'profile', ...profile, kind: 'gpu' }],
  ['a profile without an end', { v: 1, type: 'profile', ...profile, durationMs: undefined }],
  ['damage that is no word', { v: 1, type: 'damage', reason: 1 }],
  ['maintenance that is no word', { v: 1, type: 'maintenance', reason: true }],
  ['a disk that is half full', { v: 1, type: 'disk', readOnly: 0.5 }],
  ['a log level that is no text', { v: 1, type: 'log-level', level: 20 }],
  ['a type that every object has', { v: 1, type: 'constructor' }],
  [
    'metrics that nobody asked for and that are not the last',
    { v: 1, type: 'metrics', metrics: [] },
  ],
  ['metrics that are no list', { v: 1, type: 'metrics', id: 'c1', metrics: {} }],
  [
    'a configuration with a number',
    { v: 1, type: 'config', id: 'g', generation: 1, settings: { a: 1 } },
  ],
  [
    'a configuration that is nothing',
    { v: 1, type: 'config', id: 'g', generation: 1, settings: null },
  ],
  ['an answer that may be a problem', { v: 1, type: 'config-applied', id: 'g', generation: 1 }],
  ['a collection without a name', { v: 1, type: 'collect' }],
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
