import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decide } from './decide.ts'
import type { Failure } from './failure.ts'
import { RestartManager } from './restart-manager.ts'
import { createRestartPolicy } from './restart-policy.ts'

const policy = createRestartPolicy({ maxRestartAttempts: 5 })
const now = 1_790_000_000_000
const crash: Failure = { kind: 'exit', code: 1, livedMs: 0 }

const luck = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
const times = fc.array(fc.integer({ min: now - 700_000, max: now }), { maxLength: 12 })
const histories = fc.record({
  decidedAt: times,
  killedAt: times,
  pausedUntil: fc.option(fc.integer({ min: now - 1000, max: now + policy.pauseMs })),
})

test('the same facts give the same decision, and nothing that went in is changed', () => {
  fc.assert(
    fc.property(histories, luck, (history, random) => {
      Object.freeze(history.decidedAt)
      Object.freeze(history.killedAt)
      Object.freeze(history)
      const once = decide(history, crash, policy, now, random)
      expect(decide(history, crash, policy, now, random)).toEqual(once)
    }),
  )
})

test('the delay grows with what was drawn', () => {
  fc.assert(
    fc.property(histories, luck, luck, (history, one, other) => {
      const [less, more] = [Math.min(one, other), Math.max(one, other)].map(
        (random) => decide(history, crash, policy, now, random).delayMs,
      )
      expect(less).toBeLessThanOrEqual(more ?? 0)
    }),
  )
})

test('whatever a damaged file says, there is a decision', () => {
  const damaged = fc.oneof(
    fc.jsonValue(),
    fc.record({
      counted: fc.record({
        decidedAt: fc.array(fc.jsonValue()),
        killedAt: fc.array(fc.double()),
        pausedUntil: fc.jsonValue(),
      }),
      records: fc.array(fc.jsonValue()),
    }),
  )
  fc.assert(
    fc.property(damaged, (json) => {
      const manager = RestartManager.from(json, { policy, now: () => now, random: () => 0.5 })
      const { delayMs, action } = manager.executeRestart(crash, () => {})
      expect(['restart', 'pause']).toContain(action)
      expect(delayMs).toBeLessThanOrEqual(Math.max(policy.pauseMs, policy.maxDelayMs))
      expect(delayMs).toBeGreaterThanOrEqual(0)
    }),
  )
})
