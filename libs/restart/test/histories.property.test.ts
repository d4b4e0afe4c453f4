import { isDeepStrictEqual } from 'node:util'
import { expect, test, vi } from 'vitest'
import { restartClasses, restartClassOf } from '../src/index.ts'
import { type FailureStep, type Story, simulate, stepsOfStory } from './simulation.ts'

const histories = 10_000

// A second when nothing else runs, which tests of other projects do.
vi.setConfig({ testTimeout: 60_000 })

/** Checks every story; what is thrown names the seed with which the story can be told again. */
function inEveryHistory(check: (story: Story, seed: number) => void): void {
  for (let seed = 1; seed <= histories; seed++) {
    try {
      check(simulate(seed), seed)
    } catch (error) {
      throw new Error(`in the history of seed ${seed}`, { cause: error })
    }
  }
}

/** `expect` would take longer than all that is tested here. */
function must(holds: boolean, what: string, step?: unknown): void {
  if (!holds) throw new Error(`${what} is broken by ${JSON.stringify(step)}`)
}

function failuresOf({ steps }: Story): readonly FailureStep[] {
  return steps.filter((step) => step.type === 'failure')
}

function livedLong({ failure }: FailureStep, { policy }: Story): boolean {
  return 'livedMs' in failure && failure.livedMs >= policy.longLifeMs
}

test('no window without a change or a long life holds more attempts than allowed', () => {
  let attempts = 0
  inEveryHistory((story) => {
    const { windowMs, maxRestartAttempts } = story.policy
    let counted: number[] = []
    for (const step of story.steps) {
      if (step.type === 'change' || livedLong(step, story)) counted = []
      else if (step.decision.reason.includes('attempt')) {
        counted = [...counted.filter((at) => at > step.at - windowMs), step.at]
        attempts++
      }
      must(counted.length <= maxRestartAttempts, 'the bound of a window', step)
    }
  })
  expect(attempts).toBeGreaterThan(histories)
})

test('every delay is a whole number of milliseconds within its bounds', () => {
  inEveryHistory((story) => {
    const { maxDelayMs, pauseMs } = story.policy
    const longest = { restart: maxDelayMs, pause: pauseMs, wait: 0 }
    for (const step of failuresOf(story)) {
      const { delayMs, action } = step.decision
      must(Number.isInteger(delayMs) && delayMs >= 0, 'a whole number', step)
      must(delayMs <= longest[action], 'the longest delay', step)
    }
  })
})

/** What the next start would meet again. */
const refusedKinds: readonly string[] = ['bad-configuration', 'library-refused']

test('after a refused configuration or library nothing is started until there is a change', () => {
  let refusals = 0
  inEveryHistory((story) => {
    const waiting = new Set<number>()
    for (const step of story.steps) {
      if (step.type === 'change') waiting.clear()
      else {
        must(!waiting.has(step.worker), 'the wait', step)
        if (!refusedKinds.includes(step.failure.kind)) continue
        must(step.decision.action === 'wait' && step.startsAt === undefined, 'to wait', step)
        waiting.add(step.worker)
        refusals++
      }
    }
  })
  expect(refusals).toBeGreaterThan(histories / 10)
})

test('every pause ends, and no failure in it makes it longer', () => {
  let pauses = 0
  inEveryHistory((story) => {
    let endsAt = 0
    for (const step of story.steps) {
      if (step.type === 'change') endsAt = 0
      else if (step.decision.action === 'pause') {
        if (step.at >= endsAt) endsAt = step.at + story.policy.pauseMs
        // The delay is in whole milliseconds.
        const { startsAt = 0 } = step
        must(startsAt >= endsAt && startsAt < endsAt + 1, 'the end of the pause', step)
        pauses++
      }
    }
  })
  expect(pauses).toBeGreaterThan(histories / 10)
})

test('what is remembered is bounded', () => {
  inEveryHistory(({ manager, policy, steps }) => {
    const { counted, records } = manager.toJSON()
    const pauses = Math.ceil(policy.windowMs / policy.pauseMs)
    must(counted.decidedAt.length <= policy.maxRestartAttempts + pauses, 'attempts', counted)
    must(counted.killedAt.length <= policy.maxKills, 'kills', counted)
    must(records.length <= Math.min(50, steps.length), 'records', records.length)
  })
})

test('what the class of a failure says is done', () => {
  inEveryHistory((story) => {
    if (story.policy.maxRestartAttempts === 0) return
    for (const step of failuresOf(story)) {
      const { timing } = restartClasses[restartClassOf(step.failure)]
      must((step.decision.action === 'wait') === (timing === 'wait'), 'the class', step)
      must((step.startsAt === undefined) === (timing === 'wait'), 'the class', step)
    }
  })
})

test('after a change the first failure is met as the first one ever', () => {
  inEveryHistory((story) => {
    let isFirst = true
    for (const step of story.steps) {
      if (step.type === 'failure' && isFirst) {
        const { decidedAt, pausedUntil } = step.decision.next
        must(decidedAt.length <= 1 && pausedUntil === null, 'the fresh start', step)
      }
      isFirst = step.type === 'change'
    }
  })
})

test('a long life is followed by a restart at once, whatever was before', () => {
  inEveryHistory((story) => {
    if (story.policy.maxRestartAttempts === 0) return
    for (const step of failuresOf(story)) {
      if (!livedLong(step, story)) continue
      const { action, delayMs } = step.decision
      must(action === 'restart' && delayMs === 0, 'a restart at once', step)
    }
  })
})

test('every decision gives its reason in one sentence', () => {
  inEveryHistory((story) => {
    for (const { decision } of failuresOf(story)) {
      must(/^It .+[^.]\.$/.test(decision.reason), 'a sentence', decision.reason)
      must(!/NaN|undefined|null|Infinity|\. |-\d/.test(decision.reason), 'sense', decision.reason)
    }
  })
})

test('a supervisor that is restarted on the way decides as if it never was', () => {
  inEveryHistory((story, seed) => {
    const restored = simulate(seed, seed % stepsOfStory)
    must(isDeepStrictEqual(restored.steps, story.steps), 'the same future', seed)
    const records = [restored.manager.history, story.manager.history]
    must(isDeepStrictEqual(records[0], records[1]), 'the same past', seed)
  })
})
