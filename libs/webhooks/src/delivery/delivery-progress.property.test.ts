import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type AttemptOutcome,
  afterAttempt,
  beginDelivery,
  type DeliveryProgress,
  isDue,
} from './delivery-progress.ts'
import { longestDelayMs, longestLifeMs, retryDelaysMs } from './retry-delays.ts'

const failed: AttemptOutcome = { kind: 'failed', retryAfterMs: null }

/** Sends whenever it is time, on a clock that only jumps to the next time, and tells those times. */
function timesOfAttempts(random: () => number, outcome: AttemptOutcome = failed): number[] {
  const times: number[] = []
  let progress = beginDelivery(0)
  while (progress.dueAtMs !== null) {
    times.push(progress.dueAtMs)
    progress = afterAttempt(progress, outcome, progress.dueAtMs, random())
  }
  return times
}

test('without jitter it is sent at the times of the standard, over 75 hours', () => {
  const pauses = timesOfAttempts(() => 0.5).map((time, index, all) => time - (all[index - 1] ?? 0))
  expect(pauses).toEqual(retryDelaysMs)
  expect(timesOfAttempts(() => 0.5).at(-1)).toBe(272_105_000)
})

test('with jitter every pause is within a tenth of its length', () => {
  const randoms = fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), {
    minLength: 10,
    maxLength: 10,
  })
  fc.assert(
    fc.property(randoms, (drawn) => {
      const left = [...drawn]
      const times = timesOfAttempts(() => left.shift() ?? 0)
      expect(times).toHaveLength(retryDelaysMs.length)
      for (const [index, time] of times.entries()) {
        const pause = time - (times[index - 1] ?? 0)
        const usual = retryDelaysMs[index] ?? 0
        expect(Math.abs(pause - usual)).toBeLessThanOrEqual(usual / 10 + 1)
      }
    }),
  )
})

test('whatever comes of attempts, it ends, and is never sent more often than the standard says', () => {
  const outcome = fc.oneof(
    fc.constant<AttemptOutcome>({ kind: 'delivered' }),
    fc.constant<AttemptOutcome>({ kind: 'gone' }),
    fc
      .option(fc.integer({ min: 0, max: 10 * longestDelayMs }), { nil: null })
      .map((retryAfterMs): AttemptOutcome => ({ kind: 'failed', retryAfterMs })),
    fc
      .integer({ min: 1, max: 600_000 })
      .map((ms): AttemptOutcome => ({ kind: 'held-back', untilMs: ms })),
  )
  fc.assert(
    fc.property(
      fc.array(outcome, { maxLength: 200 }),
      fc.double({ max: 0.999, min: 0, noNaN: true }),
      (outcomes, random) => {
        let progress: DeliveryProgress = beginDelivery(0)
        let sent = 0
        for (const outcome of outcomes) {
          const nowMs = progress.dueAtMs
          if (nowMs === null) break
          const isSent = outcome.kind !== 'held-back'
          const next = afterAttempt(
            progress,
            isSent ? outcome : { ...outcome, untilMs: nowMs + outcome.untilMs },
            nowMs,
            random,
          )
          if (isSent) sent += 1
          expect(next.attempts).toBe(sent)
          expect(next.state === 'waiting').toBe(next.dueAtMs !== null)
          if (next.dueAtMs !== null)
            expect(next.dueAtMs - nowMs).toBeLessThanOrEqual(longestDelayMs)
          progress = next
        }
        expect(sent).toBeLessThanOrEqual(retryDelaysMs.length)
      },
    ),
  )
})

test('a receiver that wants to be left alone for longer is, up to a day', () => {
  const first = beginDelivery(0)
  const after = (retryAfterMs: number) =>
    afterAttempt(first, { kind: 'failed', retryAfterMs }, 0, 0.5).dueAtMs
  expect(after(1_000)).toBe(5_000)
  expect(after(60_000)).toBe(60_000)
  expect(after(365 * 24 * 3_600_000)).toBe(longestDelayMs)
})

test('a receiver that is left alone for ever ends it by time, although nothing was sent', () => {
  const first = beginDelivery(0)
  const hold = (nowMs: number) =>
    afterAttempt(first, { kind: 'held-back', untilMs: nowMs + 60_000 }, nowMs, 0)
  expect(hold(longestLifeMs)).toMatchObject({ state: 'waiting', attempts: 0 })
  expect(hold(longestLifeMs + 1)).toMatchObject({ state: 'dead', attempts: 0, dueAtMs: null })
})

test('a clock that was put back by a month does not hold it up for a month', () => {
  const month = 30 * 24 * 3_600_000
  const progress = afterAttempt(beginDelivery(month), failed, month, 0.5)
  expect(isDue(progress, month)).toBe(false)
  expect(isDue(progress, month + 5_000)).toBe(true)
  expect(isDue(progress, 0)).toBe(true)
})
