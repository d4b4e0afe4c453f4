import { expect, test } from 'vitest'
import { decide, emptyHistory, type RestartHistory } from './decide.ts'
import type { Failure } from './failure.ts'
import { createRestartPolicy } from './restart-policy.ts'

const policy = createRestartPolicy({
  maxRestartAttempts: 3,
  windowMs: 60_000,
  pauseMs: 300_000,
  baseDelayMs: 500,
  maxDelayMs: 30_000,
  longLifeMs: 20_000,
  maxKills: 2,
  killWindowMs: 600_000,
})
const crash: Failure = { kind: 'exit', code: 1, livedMs: 0 }
const kill: Failure = { kind: 'signal', signal: 'SIGKILL', livedMs: 10 }

function attemptsAt(...decidedAt: readonly number[]): RestartHistory {
  return { ...emptyHistory, decidedAt }
}

test('the first failure is answered at once', () => {
  expect(decide(emptyHistory, crash, policy, 1000, 0.9)).toEqual({
    next: attemptsAt(1000),
    action: 'restart',
    delayMs: 0,
    reason: 'It ended by itself with exit code 1; restarted at once, attempt 1 of 3.',
  })
})

test('the next failures wait for a random part of a doubling time', () => {
  const second = decide(attemptsAt(1000), crash, policy, 2000, 0.5)
  expect(second).toMatchObject({ delayMs: 250, reason: expect.stringContaining('in 250 ms') })
  const third = decide(second.next, crash, policy, 3000, 0.5)
  expect(third).toMatchObject({ delayMs: 500, next: attemptsAt(1000, 2000, 3000) })
})

test.each([
  [{ kind: 'start-timeout', limitMs: 10_000 } as const, 250],
  [{ kind: 'port-taken' } as const, 1000],
  [{ kind: 'dependency-missing', code: 'PB_LIBRARY_UNREACHABLE' } as const, 1000],
])('what time alone can mend waits from the first time on: $0.kind', (failure, delayMs) => {
  expect(decide(emptyHistory, failure, policy, 0, 0.5)).toMatchObject({
    action: 'restart',
    delayMs,
  })
})

test('after the last attempt of a window there is a pause, and it says so', () => {
  const decision = decide(attemptsAt(1000, 2000, 3000), crash, policy, 4000, 0.5)
  expect(decision).toEqual({
    next: { ...attemptsAt(1000, 2000, 3000, 4000), pausedUntil: 304_000 },
    action: 'pause',
    delayMs: 300_000,
    reason:
      'It ended by itself with exit code 1, and it has used its 3 restarts within 60 s; tried again in 5 min.',
  })
})

test('another process that fails during a pause does not make it longer', () => {
  const paused = { ...attemptsAt(1, 2, 3, 4), pausedUntil: 300_004 }
  expect(decide(paused, crash, policy, 100_004, 0.5)).toMatchObject({
    action: 'pause',
    delayMs: 200_000,
    next: { pausedUntil: 300_004 },
  })
})

test('after the pause the attempts that are in no window any more count no more', () => {
  const paused = { ...attemptsAt(1, 2, 3, 4), pausedUntil: 300_004 }
  expect(decide(paused, crash, policy, 300_504, 0.5)).toMatchObject({
    action: 'restart',
    next: { ...attemptsAt(300_504), pausedUntil: null },
  })
})

test('a restart that has left the window counts no more', () => {
  const decision = decide(attemptsAt(1000, 2000, 3000), crash, policy, 61_000, 0.5)
  expect(decision).toMatchObject({ action: 'restart', next: attemptsAt(2000, 3000, 61_000) })
})

test('a life that lasted clears what was before it', () => {
  const late: Failure = { kind: 'signal', signal: 'SIGSEGV', livedMs: 20_000 }
  const decision = decide(attemptsAt(1000, 2000, 3000), late, policy, 23_000, 0.5)
  expect(decision).toEqual({
    action: 'restart',
    delayMs: 0,
    next: emptyHistory,
    reason: 'It was killed by SIGSEGV after a long life; restarted at once.',
  })
})

test('a life that lasted does not clear what other processes did meanwhile', () => {
  const late: Failure = { kind: 'exit', code: 1, livedMs: 20_000 }
  const decision = decide(attemptsAt(1000, 8000, 9000), late, policy, 23_000, 0.5)
  expect(decision.next).toEqual(attemptsAt(8000, 9000))
})

test('what another program has killed is restarted at once, and no attempt is counted', () => {
  const history = attemptsAt(1, 2, 3)
  expect(decide(history, kill, policy, 4, 0.9)).toEqual({
    next: { ...history, killedAt: [4] },
    action: 'restart',
    delayMs: 0,
    reason: 'It was killed by SIGKILL; restarted at once.',
  })
})

test('more kills than anybody sends by hand count as crashes do', () => {
  const history = { ...emptyHistory, killedAt: [1, 2] }
  const decision = decide(history, kill, policy, 3, 0.9)
  expect(decision).toMatchObject({ next: { ...attemptsAt(3), killedAt: [1, 2] } })
  expect(decision.reason).toContain('attempt 1 of 3')
})

test('a refused configuration is not tried again', () => {
  const decision = decide(emptyHistory, { kind: 'bad-configuration' }, policy, 0, 0.5)
  expect(decision).toMatchObject({ action: 'wait', delayMs: 0, next: emptyHistory })
  expect(decision.reason).toContain('another start would meet the same one')
})

test('a restart that was asked for is made at once, also in a pause, and starts afresh', () => {
  const paused = { ...attemptsAt(1, 2, 3), pausedUntil: 300_000 }
  const decision = decide(paused, { kind: 'asked-for' }, policy, 4, 0.9)
  expect(decision).toMatchObject({ action: 'restart', delayMs: 0, next: emptyHistory })
})

test.each([crash, kill])(
  'with no attempts allowed the first failure is the last: $kind',
  (failure) => {
    const never = createRestartPolicy({ maxRestartAttempts: 0 })
    const decision = decide(emptyHistory, failure, never, 0, 0.5)
    expect(decision).toMatchObject({ action: 'wait', delayMs: 0 })
    expect(decision.reason).toContain('restarts are switched off')
  },
)
