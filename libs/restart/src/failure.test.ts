import { expect, test } from 'vitest'
import { classifyEnd, describeFailure } from './failure.ts'

test('how a process ended tells the kind of failure', () => {
  const livedMs = 5
  expect(classifyEnd({ code: 1, signal: null, livedMs })).toEqual({
    kind: 'exit',
    code: 1,
    livedMs,
  })
  expect(classifyEnd({ code: null, signal: 'SIGKILL', livedMs })).toEqual({
    kind: 'signal',
    signal: 'SIGKILL',
    livedMs,
  })
  expect(classifyEnd({ code: 78, signal: null, livedMs })).toEqual({ kind: 'bad-configuration' })
})

test('every failure can be told to a person', () => {
  const told = [
    describeFailure({ kind: 'exit', code: 0, livedMs: 0 }),
    describeFailure({ kind: 'signal', signal: 'SIGSEGV', livedMs: 0 }),
    describeFailure({ kind: 'start-timeout', limitMs: 10_000 }),
    describeFailure({ kind: 'bad-configuration' }),
    describeFailure({ kind: 'asked-for' }),
  ]
  expect(told).toEqual([
    'ended by itself with exit code 0',
    'was killed by SIGSEGV',
    'was not ready within 10 s',
    'refused its configuration (exit code 78)',
    'was asked to restart',
  ])
})
