import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ConsoleSource } from '../source.ts'
import { LiveFeed } from './live-feed.ts'

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

/** A supervisor without services, which counts how often it is looked at and asked. */
function prepare() {
  const asked = { views: 0, collections: 0, isBroken: false }
  const source = {
    health: {
      report: () => {
        asked.views += 1
        if (asked.isBroken) throw new Error('it cannot be looked at')
        return { checks: {}, state: 'ready', overall: 'healthy' }
      },
    },
    control: { list: () => [] },
    self: () => ({ service: 'supervisor', worker: 0, processId: 1, state: 'ready' }),
    history: { events: { recent: [] } },
    errors: { groups: { all: [] } },
    backups: { state: { since: '', last: null, failed: null }, progress: null },
    figuresOf: () => null,
    collector: {
      collect: async () => {
        asked.collections += 1
        return { atMs: Date.now(), families: [] }
      },
    },
  } as unknown as ConsoleSource
  return { feed: new LiveFeed(source), asked }
}

/** Looks until the signal; gives how many moments were seen. */
async function look(feed: LiveFeed, wantsFigures: boolean, signal: AbortSignal): Promise<number> {
  let seen = 0
  for await (const _moment of feed.watch(wantsFigures, signal)) seen += 1
  return seen
}

test('nothing is looked at or asked for while nobody looks', async () => {
  const { feed, asked } = prepare()
  const leaving = new AbortController()
  const seen = look(feed, true, leaving.signal)
  await vi.advanceTimersByTimeAsync(3000)
  leaving.abort()
  expect(await seen).toBeGreaterThan(3)
  await vi.advanceTimersByTimeAsync(1000)
  const before = { ...asked }
  await vi.advanceTimersByTimeAsync(60_000)
  expect(asked).toEqual(before)
  expect(vi.getTimerCount()).toBe(0)
})

test('processes are asked only for those who want figures, and once for all of them', async () => {
  const { feed, asked } = prepare()
  const leaving = new AbortController()
  const seen = [look(feed, false, leaving.signal)]
  await vi.advanceTimersByTimeAsync(3000)
  expect(asked.collections).toBe(0)
  for (let one = 0; one < 5; one++) seen.push(look(feed, true, leaving.signal))
  await vi.advanceTimersByTimeAsync(3000)
  expect(asked.collections).toBeLessThanOrEqual(4)
  expect(asked.collections).toBeGreaterThan(1)
  leaving.abort()
  await Promise.all(seen)
})

test('who comes back after everybody had left is told at once', async () => {
  const { feed } = prepare()
  const leaving = new AbortController()
  const first = look(feed, false, leaving.signal)
  await vi.advanceTimersByTimeAsync(1000)
  leaving.abort()
  await first
  await vi.advanceTimersByTimeAsync(5000)
  const again = new AbortController()
  const { value } = await feed.watch(false, again.signal).next()
  expect(value).toMatchObject({ atMs: Date.now() })
  again.abort()
})

test('a look that fails ends the streams and nothing else, and the next one begins anew', async () => {
  const { feed, asked } = prepare()
  const signal = new AbortController().signal
  const failed = expect(look(feed, false, signal)).rejects.toThrow('it cannot be looked at')
  await vi.advanceTimersByTimeAsync(500)
  asked.isBroken = true
  await vi.advanceTimersByTimeAsync(1000)
  await failed
  asked.isBroken = false
  expect((await feed.watch(false, signal).next()).done).toBe(false)
})
