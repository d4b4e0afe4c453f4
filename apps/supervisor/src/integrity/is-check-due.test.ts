import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { IntegrityState, LastCheck } from './integrity-state.ts'
import { againAfterMs, checkEveryMs, isCheckDue, leastApartMs } from './is-check-due.ts'

const now = Date.parse('2026-11-23T14:00:00Z')

const before = (ms: number) => new Date(now - ms).toISOString()

const lookedAt = (ms: number): LastCheck => ({
  ...{ at: before(ms), inode: 1, status: 'sound', findings: [], found: 0 },
  ...{ prompts: 0, versions: 0, bytes: 0, durationMs: 0 },
})

const isDue = (state: Partial<IntegrityState>) =>
  isCheckDue({ since: before(0), uncleanAt: null, last: null, failedAt: null, ...state }, now)

test('a new library is looked at a day after it was begun, and then each day', () => {
  expect(isDue({ since: before(checkEveryMs - 1) })).toBe(false)
  expect(isDue({ since: before(checkEveryMs) })).toBe(true)
  const since = before(10 * checkEveryMs)
  expect(isDue({ since, last: lookedAt(checkEveryMs - 1) })).toBe(false)
  expect(isDue({ since, last: lookedAt(checkEveryMs) })).toBe(true)
})

test('after a crash it is looked at soon, and not after each of many', () => {
  expect(isDue({ uncleanAt: before(0) })).toBe(true)
  expect(isDue({ uncleanAt: before(0), last: lookedAt(leastApartMs - 1) })).toBe(false)
  expect(isDue({ uncleanAt: before(0), last: lookedAt(leastApartMs) })).toBe(true)
})

test('a look that failed is tried again after a while', () => {
  const state = { uncleanAt: before(0), since: before(10 * checkEveryMs) }
  expect(isDue({ ...state, failedAt: before(againAfterMs - 1) })).toBe(false)
  expect(isDue({ ...state, failedAt: before(againAfterMs) })).toBe(true)
})

test('a clock that was wrong never keeps a look from being taken', () => {
  const ahead = fc.integer({ min: 1, max: 10 * checkEveryMs })
  fc.assert(
    fc.property(ahead, ahead, (last, failed) => {
      expect(isDue({ last: lookedAt(-last), failedAt: before(-failed) })).toBe(true)
    }),
  )
})
