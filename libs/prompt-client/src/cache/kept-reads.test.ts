import { PromptBinError } from '@promptbin/errors'
import { beforeEach, expect, test, vi } from 'vitest'
import { page, rendering } from '../../test/web/prompts.ts'
import { listRequest, renderRequest } from '../calls/requests.ts'
import { libraryUnreachable } from '../errors.ts'
import type { ReadOutcome } from '../observer.ts'
import { openAnswerCache } from './answer-cache.ts'
import { createFlights } from './flights.ts'
import { createKeptReads, type KeptReads } from './kept-reads.ts'

const call = { client: 'test' }
const hour = 60 * 60 * 1_000
const request = renderRequest('linux-terminal', { arguments: { command: 'pwd' } })

let nowMs: number
let revision: number
let live: boolean
let asked: number
let used: string[]
let outcomes: ReadOutcome[]
let answer: () => Promise<unknown>
let reads: KeptReads

beforeEach(() => {
  nowMs = 1_000_000
  revision = 1
  live = true
  asked = 0
  used = []
  outcomes = []
  answer = async () => rendering
  const clock = { now: () => nowMs, steady: () => performance.now() }
  reads = createKeptReads({
    cache: openAnswerCache(),
    flights: createFlights(clock),
    feed: { revision: () => (live ? revision : undefined), currentRevision: () => revision },
    ask: async <Answer>() => {
      asked += 1
      return { value: (await answer()) as Answer, length: 100 }
    },
    observer: { read: (_, outcome) => outcomes.push(outcome) },
    noteUse: (name) => used.push(name),
    timeoutMs: () => 30_000,
    clock,
  })
})

const fail = (status: number, errorClass: PromptBinError['class'] = 'internal') => {
  answer = async () => {
    const about = { code: 'PB_ANY', status, class: errorClass, severity: 'error' as const }
    throw new PromptBinError({ ...about, message: 'It failed.', hint: '' })
  }
}

test('what was answered is given again without asking, as a use of its own', async () => {
  expect(await reads.read(request, call)).toEqual({ value: rendering })
  expect(await reads.read(request, call)).toEqual({ value: rendering })
  expect(asked).toBe(1)
  expect(used).toEqual([rendering.name])
  expect(outcomes).toEqual(['asked', 'copy'])
})

test('other values, another version or another prompt are another question', async () => {
  const others = [
    request,
    renderRequest('linux-terminal', { arguments: { command: 'ls' } }),
    renderRequest('linux-terminal', { version: 1, arguments: { command: 'pwd' } }),
    renderRequest('linux', { arguments: { command: 'pwd' } }),
    renderRequest('linux-terminal', {}),
  ]
  for (const other of others) await reads.read(other, call)
  expect(asked).toBe(others.length)
})

test('copies are kept apart by the folders that may be seen, also when they are all that there is', async () => {
  const inside = { ...call, folders: ['a', 'b'] }
  await reads.read(request, call)
  await reads.read(request, inside)
  await reads.read(request, { ...call, folders: ['b', 'a'] })
  expect(asked).toBe(2)
  fail(404, 'user')
  revision += 1
  await expect(reads.read(request, inside)).rejects.toMatchObject({ status: 404 })
  fail(503)
  await expect(reads.read(request, inside)).rejects.toMatchObject({ status: 503 })
  expect(await reads.read(request, call)).toMatchObject({ staleSinceMs: expect.any(Number) })
})

test('the order of the values makes no difference', async () => {
  await reads.read(renderRequest('a', { arguments: { x: 1, y: 2 } }), call)
  await reads.read(renderRequest('a', { arguments: { y: 2, x: 1 } }), call)
  expect(asked).toBe(1)
})

test('after any change everything is asked for anew', async () => {
  await reads.read(request, call)
  revision = 2
  await reads.read(request, call)
  await reads.read(request, call)
  expect(asked).toBe(2)
})

test('what was asked for before a change is not current after it, however late the answer', async () => {
  const { promise, resolve } = Promise.withResolvers<unknown>()
  answer = () => promise
  const before = reads.read(request, call)
  await vi.waitFor(() => expect(asked).toBe(1))
  revision = 2
  answer = async () => ({ ...rendering, text: 'new' })
  expect((await reads.read(request, call)).value.text).toBe('new')
  resolve({ ...rendering, text: 'old' })
  expect((await before).value.text).toBe('old')
  expect((await reads.read(request, call)).value.text).toBe('new')
  expect(asked).toBe(2)
})

test('while changes are not followed everything is asked for', async () => {
  await reads.read(request, call)
  live = false
  await reads.read(request, call)
  expect(outcomes).toEqual(['asked', 'asked'])
})

test('an order by use may be a minute old, and no older', async () => {
  answer = async () => page
  await reads.read(listRequest({}), call)
  nowMs += 59_000
  await reads.read(listRequest({}), call)
  expect(asked).toBe(1)
  nowMs += 1_000
  await reads.read(listRequest({}), call)
  expect(asked).toBe(2)
})

test.each([500, 502, 503, 504, 408, 429])(
  'when asking fails with status %i there is the copy, with the time it was last right',
  async (status) => {
    await reads.read(request, call)
    nowMs += hour
    await reads.read(request, call)
    const lastRight = nowMs
    revision = 2
    nowMs += hour
    fail(status)
    const stale = await reads.read(request, call)
    expect(stale).toEqual({ value: rendering, staleSinceMs: lastRight })
    expect(outcomes).toEqual(['asked', 'copy', 'stale-copy'])
    expect(used).toHaveLength(2)
  },
)

test('a copy is given out for a day, and not for longer', async () => {
  await reads.read(request, call)
  live = false
  answer = async () => {
    throw libraryUnreachable('http://127.0.0.1:5000')
  }
  nowMs += 24 * hour
  expect((await reads.read(request, call)).staleSinceMs).toBeDefined()
  nowMs += 1
  await expect(reads.read(request, call)).rejects.toMatchObject({ code: 'PB_LIBRARY_UNREACHABLE' })
})

test.each([404, 410])('what is gone (%i) is no copy any more', async (status) => {
  await reads.read(request, call)
  revision = 2
  fail(status, 'user')
  await expect(reads.read(request, call)).rejects.toMatchObject({ status })
  fail(503, 'transient')
  await expect(reads.read(request, call)).rejects.toMatchObject({ status: 503 })
})

test.each([400, 403, 412, 422])(
  'a refusal (%i) is told, and not hidden by a copy',
  async (status) => {
    await reads.read(request, call)
    revision = 2
    fail(status, 'user')
    await expect(reads.read(request, call)).rejects.toMatchObject({ status })
  },
)

test('one who has gone is given no copy', async () => {
  await reads.read(request, call)
  revision = 2
  const gone = { ...call, signal: AbortSignal.abort() }
  await expect(reads.read(request, gone)).rejects.toMatchObject({
    code: 'PB_LIBRARY_CALL_CANCELLED',
  })
})

test('very long values are asked for every time', async () => {
  const long = renderRequest('a', { arguments: { text: 'x'.repeat(20_000) } })
  await reads.read(long, call)
  await reads.read(long, call)
  expect(asked).toBe(2)
})
