import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type LastUse, UseReports } from './use-reports.ts'

let reported: (readonly LastUse[])[]
let report: (uses: readonly LastUse[]) => Promise<void>
let nowMs: number
let uses: UseReports

beforeEach(() => {
  vi.useFakeTimers()
  reported = []
  nowMs = 1_000
  report = async (batch) => void reported.push(batch)
  uses = new UseReports({ report: (batch) => report(batch), now: () => nowMs })
})

afterEach(() => void vi.useRealTimers())

test('many uses are one report, with the last time of each prompt', async () => {
  uses.note('a')
  nowMs = 2_000
  uses.note('b')
  uses.note('a')
  expect(reported).toEqual([])
  await vi.advanceTimersByTimeAsync(5_000)
  expect(reported).toEqual([
    [
      { name: 'a', lastUsedAtMs: 2_000 },
      { name: 'b', lastUsedAtMs: 2_000 },
    ],
  ])
  await vi.advanceTimersByTimeAsync(60_000)
  expect(reported).toHaveLength(1)
})

test('what could not be told is told later, with what came since', async () => {
  const works = report
  report = async () => {
    throw new Error('away')
  }
  uses.note('a')
  await vi.advanceTimersByTimeAsync(12_000)
  nowMs = 9_000
  uses.note('b')
  report = works
  await vi.advanceTimersByTimeAsync(5_000)
  expect(reported).toEqual([
    [
      { name: 'a', lastUsedAtMs: 1_000 },
      { name: 'b', lastUsedAtMs: 9_000 },
    ],
  ])
})

test('a use while a report fails is not lost', async () => {
  const { promise, reject } = Promise.withResolvers<void>()
  const works = report
  report = () => promise
  uses.note('a')
  await vi.advanceTimersByTimeAsync(5_000)
  nowMs = 7_000
  uses.note('a')
  report = works
  reject(new Error('away'))
  await vi.advanceTimersByTimeAsync(5_000)
  expect(reported).toEqual([[{ name: 'a', lastUsedAtMs: 7_000 }]])
})

test('only so many prompts are held', async () => {
  for (let n = 0; n < 1_500; n++) uses.note(`prompt-${n}`)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(reported[0]).toHaveLength(1_000)
})

test('what is held at the end is told, once', async () => {
  uses.note('a')
  await uses.close()
  expect(reported).toHaveLength(1)
  report = async () => {
    throw new Error('away')
  }
  uses.note('b')
  await uses.close()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(reported).toHaveLength(1)
})
