import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { LifecycleEvent, LifecycleFact } from '../supervision/lifecycle-event.ts'
import { EventLog, type EventLogOptions } from './event-log.ts'

let folder: string
const log = { warn: () => {} }

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'promptbin-events-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

const open = (options: Partial<EventLogOptions> = {}) => new EventLog({ folder, log, ...options })

const scaled = (to: number, service = 'prompt-web'): LifecycleFact => ({
  service,
  worker: null,
  processId: null,
  pid: null,
  type: 'scaled',
  from: 0,
  to,
})
const reload: LifecycleFact = {
  service: 'mcp-gateway',
  worker: null,
  processId: null,
  pid: null,
  type: 'reload-started',
}
const seqs = (events: readonly LifecycleEvent[]) => events.map(({ seq }) => seq)
const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index)

async function take(events: AsyncGenerator<LifecycleEvent>, count: number) {
  const taken: number[] = []
  while (taken.length < count) taken.push((await events.next()).value.seq)
  return taken
}

describe('records are numbered', () => {
  test('over all starts', async () => {
    const first = open()
    expect(first.record(scaled(1))).toMatchObject({ seq: 1, type: 'scaled', to: 1 })
    first.record(scaled(2))
    await first.close()
    const second = open()
    expect(second.record(scaled(3)).seq).toBe(3)
    expect(seqs((await second.list({ limit: 10 })).items)).toEqual([1, 2, 3])
  })

  test('after a torn last line', async () => {
    const first = open()
    first.record(scaled(1))
    await first.close()
    appendFileSync(join(folder, 'events.jsonl'), '{"seq":2,"at":"2026-11-')
    const second = open()
    second.record(scaled(2))
    expect(seqs((await second.list({ limit: 10, after: 0 })).items)).toEqual([1, 2])
  })

  test('after what is remembered elsewhere, when the list is lost', () => {
    writeFileSync(join(folder, 'events.jsonl'), 'nothing of ours\n')
    const events = open()
    events.skipTo(41)
    expect(events.record(scaled(1)).seq).toBe(42)
  })
})

describe('a list', () => {
  test('without a beginning is of the newest, with one of those after it, to go on from', async () => {
    const events = open({ keptInMemory: 5 })
    for (const to of range(1, 20)) events.record(scaled(to))
    expect(await events.list({ limit: 3 })).toMatchObject({ nextCursor: null })
    expect(seqs((await events.list({ limit: 3 })).items)).toEqual([18, 19, 20])
    expect(seqs((await events.list({ limit: 8 })).items)).toEqual(range(13, 20))
    const page = await events.list({ limit: 8, after: 4 })
    expect([seqs(page.items), page.nextCursor]).toEqual([range(5, 12), 12])
    const last = await events.list({ limit: 8, after: 12 })
    expect([seqs(last.items), last.nextCursor]).toEqual([range(13, 20), null])
  })

  test('has only what was asked for', async () => {
    const events = open({ keptInMemory: 2 })
    events.record(reload)
    for (const to of range(2, 9)) events.record(scaled(to))
    const all = { limit: 10, after: 0 }
    expect(seqs((await events.list({ ...all, types: ['reload-started'] })).items)).toEqual([1])
    expect(seqs((await events.list({ limit: 10, service: 'mcp-gateway' })).items)).toEqual([1])
    const future = Date.now() + 60_000
    expect((await events.list({ ...all, fromMs: future })).items).toEqual([])
    expect((await events.list({ limit: 1, fromMs: future })).items).toEqual([])
  })
})

describe('whoever follows', () => {
  test('gets what happens from now on, in its order', async () => {
    const events = open()
    events.record(scaled(1))
    const stream = events.follow(undefined, new AbortController().signal)
    const first = take(stream, 1)
    for (const to of range(2, 4)) events.record(scaled(to))
    expect([...(await first), ...(await take(stream, 2))]).toEqual([2, 3, 4])
  })

  test('resumes after any record, and one that is slow misses nothing', async () => {
    const events = open({ keptInMemory: 3 })
    for (const to of range(1, 10)) events.record(scaled(to))
    const stream = events.follow(2, new AbortController().signal)
    expect(await take(stream, 4)).toEqual(range(3, 6))
    for (const to of range(11, 50)) events.record(scaled(to))
    expect(await take(stream, 44)).toEqual(range(7, 50))
  })

  test('gets everything when its last record is of another history', async () => {
    const events = open()
    for (const to of range(1, 3)) events.record(scaled(to))
    expect(await take(events.follow(1000, new AbortController().signal), 3)).toEqual([1, 2, 3])
  })

  test('ends with its signal', async () => {
    const controller = new AbortController()
    const next = open().follow(undefined, controller.signal).next()
    controller.abort()
    expect(await next).toMatchObject({ done: true })
  })
})
