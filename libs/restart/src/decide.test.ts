import { expect, test } from 'vitest'
import { decide, emptyHistory } from './decide.ts'
import type { Failure } from './failure.ts'
import { createRestartPolicy } from './restart-policy.ts'

const policy = createRestartPolicy({
  maxRestartAttempts: 3,
  windowMs: 60_000,
  baseDelayMs: 500,
  maxDelayMs: 30_000,
  longLifeMs: 20_000,
})
const crash: Failure = { kind: 'exit', code: 1, livedMs: 0 }

test('the first failure is answered at once', () => {
  expect(decide(emptyHistory, crash, policy, 1000, 0.9)).toEqual({
    next: { decidedAt: [1000] },
    action: 'restart',
    delayMs: 0,
    reason: 'It ended by itself with exit code 1; restarted at once, attempt 1 of 3.',
  })
})

test('the next failures wait for a random part of a doubling time', () => {
  const second = decide({ decidedAt: [1000] }, crash, policy, 2000, 0.5)
  expect(second).toMatchObject({ delayMs: 250, reason: expect.stringContaining('in 250 ms') })
  const third = decide(second.next, crash, policy, 3000, 0.5)
  expect(third).toMatchObject({ delayMs: 500, next: { decidedAt: [1000, 2000, 3000] } })
})

test('after the last attempt of a window it gives up and says so', () => {
  const decision = decide({ decidedAt: [1000, 2000, 3000] }, crash, policy, 4000, 0.5)
  expect(decision).toMatchObject({ action: 'give-up', delayMs: 0 })
  expect(decision.reason).toBe(
    'It ended by itself with exit code 1, and it has used its 3 restarts within 60 s.',
  )
})

test('a restart that has left the window counts no more', () => {
  const decision = decide({ decidedAt: [1000, 2000, 3000] }, crash, policy, 61_000, 0.5)
  expect(decision).toMatchObject({ action: 'restart', next: { decidedAt: [2000, 3000, 61_000] } })
})

test('a life that lasted clears the history', () => {
  const late: Failure = { kind: 'signal', signal: 'SIGSEGV', livedMs: 20_000 }
  const decision = decide({ decidedAt: [1000, 2000, 3000] }, late, policy, 23_000, 0.5)
  expect(decision).toMatchObject({
    action: 'restart',
    delayMs: 0,
    next: { decidedAt: [23_000] },
  })
})

test('a refused configuration is not tried again', () => {
  const decision = decide(emptyHistory, { kind: 'bad-configuration' }, policy, 0, 0.5)
  expect(decision).toMatchObject({ action: 'give-up', next: emptyHistory })
  expect(decision.reason).toContain('another start would meet the same one')
})

test('a restart that was asked for is made at once, even after giving up, and starts afresh', () => {
  const decision = decide({ decidedAt: [1, 2, 3] }, { kind: 'asked-for' }, policy, 4, 0.9)
  expect(decision).toMatchObject({ action: 'restart', delayMs: 0, next: emptyHistory })
})

test('with no attempts allowed the first failure is the last', () => {
  const never = createRestartPolicy({ maxRestartAttempts: 0 })
  const decision = decide(emptyHistory, crash, never, 0, 0.5)
  expect(decision).toMatchObject({ action: 'give-up', delayMs: 0 })
  expect(decision.reason).toContain('restarts are switched off')
})
