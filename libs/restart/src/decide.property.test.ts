import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decide, emptyHistory, type RestartDecision } from './decide.ts'
import type { Failure } from './failure.ts'
import { createRestartPolicy, type RestartPolicy } from './restart-policy.ts'

const policies = fc
  .record({
    maxRestartAttempts: fc.integer({ min: 0, max: 20 }),
    windowMs: fc.integer({ min: 1, max: 3_600_000 }),
    baseDelayMs: fc.integer({ min: 1, max: 10_000 }),
    maxDelayMs: fc.integer({ min: 1, max: 600_000 }),
    longLifeMs: fc.integer({ min: 1, max: 3_600_000 }),
  })
  .map(createRestartPolicy)

const livedMs = fc.oneof(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 3_600_000 }))
const failures: fc.Arbitrary<Failure> = fc.oneof(
  fc.record({
    kind: fc.constant('exit' as const),
    code: fc.integer({ min: 0, max: 255 }),
    livedMs,
  }),
  fc.record({
    kind: fc.constant('signal' as const),
    signal: fc.constantFrom('SIGKILL', 'SIGSEGV', 'SIGTERM'),
    livedMs,
  }),
  fc.record({ kind: fc.constant('start-timeout' as const), limitMs: fc.constant(10_000) }),
)

/** What happens to a service over time: it lives, fails, and `random` decides on its delay. */
const lives = fc.array(
  fc.record({
    failure: failures,
    random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  }),
  { maxLength: 60 },
)

interface Step {
  readonly at: number
  readonly failure: Failure
  readonly decision: RestartDecision
}

/** Plays the lives of one service on a clock that only they move; it ends where it is given up. */
function play(
  policy: RestartPolicy,
  story: readonly { readonly failure: Failure; readonly random: number }[],
): readonly Step[] {
  const steps: Step[] = []
  let now = 0
  let history = emptyHistory
  for (const { failure, random } of story) {
    now += 'livedMs' in failure ? failure.livedMs : 10_000
    const decision = decide(history, failure, policy, now, random)
    steps.push({ at: now, failure, decision })
    if (decision.action === 'give-up') break
    history = decision.next
    now += decision.delayMs
  }
  return steps
}

function wasLong(failure: Failure, policy: RestartPolicy): boolean {
  return 'livedMs' in failure && failure.livedMs >= policy.longLifeMs
}

test('no delay is negative, fractional or beyond the bound, and the first is none', () => {
  fc.assert(
    fc.property(policies, lives, (policy, story) => {
      const [first, ...rest] = play(policy, story)
      expect(first?.decision.delayMs ?? 0).toBe(0)
      for (const { decision } of rest) {
        expect(Number.isInteger(decision.delayMs)).toBe(true)
        expect(decision.delayMs).toBeGreaterThanOrEqual(0)
        expect(decision.delayMs).toBeLessThanOrEqual(policy.maxDelayMs)
      }
    }),
  )
})

test('between two long lives no window holds more restarts than allowed', () => {
  fc.assert(
    fc.property(policies, lives, (policy, story) => {
      let restarts: number[] = []
      for (const { at, failure, decision } of play(policy, story)) {
        if (wasLong(failure, policy)) restarts = []
        if (decision.action === 'restart') restarts.push(at)
        const inWindow = restarts.filter((earlier) => earlier > at - policy.windowMs)
        expect(inWindow.length).toBeLessThanOrEqual(policy.maxRestartAttempts)
      }
    }),
    { numRuns: 500 },
  )
})

test('it gives up only when the attempts of the window are used', () => {
  fc.assert(
    fc.property(policies, lives, (policy, story) => {
      const steps = play(policy, story)
      const last = steps.at(-1)
      if (last?.decision.action !== 'give-up') return
      const restarts = steps.slice(0, -1).map(({ at }) => at)
      const inWindow = restarts.filter((at) => at > last.at - policy.windowMs)
      expect(inWindow.length).toBeGreaterThanOrEqual(policy.maxRestartAttempts)
    }),
    { numRuns: 500 },
  )
})

test('what is remembered is bounded by the attempts', () => {
  fc.assert(
    fc.property(policies, lives, (policy, story) => {
      for (const { decision } of play(policy, story)) {
        expect(decision.next.decidedAt.length).toBeLessThanOrEqual(policy.maxRestartAttempts)
      }
    }),
  )
})

test('a long life is followed by a restart at once, whatever was before', () => {
  fc.assert(
    fc.property(policies, lives, (policy, story) => {
      fc.pre(policy.maxRestartAttempts > 0)
      for (const { failure, decision } of play(policy, story)) {
        if (!wasLong(failure, policy)) continue
        expect(decision).toMatchObject({ action: 'restart', delayMs: 0 })
        expect(decision.next.decidedAt).toHaveLength(1)
      }
    }),
  )
})

test('with the same luck each further delay is at least as long, until the bound', () => {
  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
  fc.assert(
    fc.property(policies, random, (policy, luck) => {
      const story = Array.from({ length: 20 }, () => ({
        failure: { kind: 'exit', code: 1, livedMs: 0 } as const,
        random: luck,
      }))
      const endless = { ...policy, windowMs: Number.MAX_SAFE_INTEGER }
      const delays = play(endless, story)
        .filter(({ decision }) => decision.action === 'restart')
        .map(({ decision }) => decision.delayMs)
      expect(delays).toEqual([...delays].sort((one, other) => one - other))
    }),
  )
})

test('the same facts give the same decision, and nothing that went in is changed', () => {
  const decidedAt = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { maxLength: 10 })
  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
  fc.assert(
    fc.property(decidedAt, failures, policies, random, (times, failure, policy, luck) => {
      const history = Object.freeze({ decidedAt: Object.freeze(times) })
      const once = decide(history, failure, Object.freeze(policy), 1_000_000, luck)
      expect(decide(history, failure, policy, 1_000_000, luck)).toEqual(once)
    }),
  )
})

test('every decision gives its reason in one sentence', () => {
  fc.assert(
    fc.property(policies, lives, (policy, story) => {
      for (const { decision } of play(policy, story)) {
        expect(decision.reason).toMatch(/^It .+\.$/)
        expect(decision.reason).not.toMatch(/NaN|undefined|Infinity/)
      }
    }),
  )
})
