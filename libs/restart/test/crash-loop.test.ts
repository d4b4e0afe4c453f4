import { expect, test } from 'vitest'
import { createRestartPolicy, RestartManager } from '../src/index.ts'
import { type DrawnKind, drawFailure } from './draw-failure.ts'
import { Lot } from './seeded-random.ts'

/** What a start costs, in milliseconds of CPU: twice as much as it does. */
const startCostMs = 500

const dayMs = 24 * 60 * 60_000

interface Loop {
  readonly maxRestartAttempts: number
  readonly pauseMs: number
  readonly kinds: readonly DrawnKind[]
}

/** The share of one core that a service takes in a day of which it never lives for long. */
function cpuShare({ maxRestartAttempts, pauseMs, kinds }: Loop, seed: number): number {
  const lot = new Lot(seed)
  const policy = createRestartPolicy({ maxRestartAttempts, pauseMs })
  let now = 0
  let starts = 1
  const manager = new RestartManager({ policy, now: () => now, random: lot.random })
  while (now < dayMs) {
    const livedMs = lot.happens(0.5) ? 0 : lot.whole(0, 1000)
    now += startCostMs + livedMs
    const failure = drawFailure(lot.one(kinds), livedMs, lot)
    manager.executeRestart(failure, (delayMs) => {
      now += delayMs
      starts += 1
    })
  }
  return (starts * startCostMs) / now
}

const crashes: readonly DrawnKind[] = ['exit', 'out-of-memory', 'memory-limit', 'liveness-lost']
const starts: readonly DrawnKind[] = ['start-timeout', 'port-taken', 'dependency-missing']
const minute = 60_000

const attempts = [1, 2, 5, 8, 11, 20, 100, 1000]
/** The shortest that the configuration allows, the default, and a long one. */
const pauses = [minute, 5 * minute, 60 * minute]

test.each(
  attempts.flatMap((maxRestartAttempts) =>
    pauses.map((pauseMs) => ({ maxRestartAttempts, pauseMs })),
  ),
)(
  'a crash loop takes at most 1 % of a core: $maxRestartAttempts attempts, $pauseMs ms of pause',
  (limits) => {
    for (const kinds of [crashes, starts, [...crashes, ...starts]]) {
      for (let seed = 1; seed <= 3; seed++) {
        expect(cpuShare({ ...limits, kinds }, seed)).toBeLessThanOrEqual(0.01)
      }
    }
  },
)

test('also when something kills it all the time, with the policy of the product', () => {
  const usual = { maxRestartAttempts: 5, pauseMs: 5 * minute }
  for (let seed = 1; seed <= 10; seed++) {
    expect(cpuShare({ ...usual, kinds: ['signal'] }, seed)).toBeLessThanOrEqual(0.01)
    expect(cpuShare({ ...usual, kinds: ['signal', ...crashes] }, seed)).toBeLessThanOrEqual(0.01)
  }
})
