import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { identifyError } from '../identity/identify-error.ts'
import type { Sighting } from '../identity/read-sighting.ts'
import { ErrorGroups } from './error-groups.ts'
import { type GroupState, trendRule } from './judge-trend.ts'
import { MinuteCounts, minutesKept } from './minute-counts.ts'

const minuteMs = 60_000
const sweepMs = 15_000
const startMs = Date.UTC(2026, 10, 22, 12)

const sighting: Sighting = {
  ...identifyError({ type: 'Error', message: 'broken' }),
  service: 'prompt-web',
  at: new Date(startMs).toISOString(),
  ...{
    event: null,
    text: 'broken',
    requestId: null,
    traceId: null,
    stack: null,
    context: {},
    advice: null,
  },
}

/** A clock that is judged by every 15 s, with so many errors in each minute, evenly spread. */
function run(perMinute: readonly number[]) {
  const groups = new ErrorGroups()
  const states: GroupState[] = []
  const told: number[] = []
  for (const [minute, count] of perMinute.entries()) {
    let seen = 0
    for (let step = 0; step < 4; step++) {
      const nowMs = startMs + minute * minuteMs + step * sweepMs
      for (; seen < (count * (step + 1)) / 4; seen++) groups.add(sighting, nowMs)
      if (groups.judge(nowMs + sweepMs - 1).length > 0) told.push(minute)
      const state = groups.all[0]?.state
      if (state) states.push(state)
    }
  }
  return { groups, states, told }
}

const flat = (minutes: number, count: number) => Array.from({ length: minutes }, () => count)
const rate = fc.integer({ min: 0, max: 400 })

describe('a group rises', () => {
  test('never at a rate that stays the same, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 20, max: 150 }),
        (count, minutes) => {
          expect(run(flat(minutes, count)).told).toEqual([])
        },
      ),
      { numRuns: 30 },
    )
  })

  test('within five minutes when it comes four times as often as in the hour before', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 15, max: 120 }),
        (before, minutes) => {
          const { told } = run([...flat(minutes, before), ...flat(10, before * 4)])
          expect(told).toHaveLength(1)
          expect(told[0]).toBeGreaterThanOrEqual(minutes)
          expect(told[0]).toBeLessThan(minutes + trendRule.nowMinutes)
        },
      ),
      { numRuns: 30 },
    )
  })

  test('not for fewer than ten within five minutes', () => {
    expect(run([1, ...flat(25, 0), 9, ...flat(10, 0)]).told).toEqual([])
    expect(run([1, ...flat(25, 0), 10, ...flat(10, 0)]).told).toEqual([26])
  })

  test('and is told of at most once an hour, whatever comes', () => {
    fc.assert(
      fc.property(fc.array(rate, { minLength: 1, maxLength: 240 }), (perMinute) => {
        const { told } = run(perMinute)
        const pauses = told.slice(1).map((minute, index) => minute - (told[index] ?? 0))
        expect(pauses.every((minutes) => minutes >= 59)).toBe(true)
        expect(told.every((minute) => minute >= trendRule.newMinutes - 1)).toBe(true)
      }),
      { numRuns: 40 },
    )
  })

  test('until it is calm again, and is resolved when it has not come for half an hour', () => {
    const { states } = run([...flat(20, 1), ...flat(3, 40), ...flat(60, 1), ...flat(35, 0)])
    const changes = states.filter((state, index) => state !== states[index - 1])
    expect(changes).toEqual(['new', 'ongoing', 'rising', 'ongoing', 'resolved'])
  })
})

test('counts of minutes are those of the last 66, whatever comes and when', () => {
  const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 80 }), fc.integer({ min: 1, max: 5 })))
  fc.assert(
    fc.property(steps, (parts) => {
      const counts = new MinuteCounts(startMs)
      const all: number[] = []
      let nowMs = startMs
      for (const [minutes, times] of parts) {
        nowMs += minutes * minuteMs
        for (let time = 0; time < times; time++) {
          counts.add(nowMs)
          all.push(nowMs)
        }
      }
      const since = (minutes: number) =>
        all.filter((atMs) => atMs > nowMs - minutes * minuteMs).length
      for (const minutes of [1, 5, minutesKept]) {
        expect(counts.sum(nowMs, minutes - 1, 0)).toBe(since(minutes))
      }
      const again = MinuteCounts.from(JSON.parse(JSON.stringify(counts)), nowMs)
      expect(again.toJSON()).toEqual(counts.toJSON())
    }),
  )
})

test('the rule is written down as it is', () => {
  const page = readFileSync(
    new URL('../../../../../docs/errors-and-history.md', import.meta.url),
    'utf8',
  )
  const { newMinutes, nowMinutes, beforeMinutes, leastNow, risingFactor, calmFactor } = trendRule
  for (const sentence of [
    `in its first ${newMinutes} minutes`,
    `at least ${leastNow} times in the last ${nowMinutes} minutes`,
    `${risingFactor} times as often as in the ${beforeMinutes} minutes before`,
    `below ${calmFactor} times`,
    `for ${trendRule.resolvedMinutes} minutes`,
  ]) {
    expect(page.replaceAll(/\s+/g, ' ')).toContain(sentence)
  }
})
