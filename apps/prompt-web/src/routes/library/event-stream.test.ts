import type { LibraryEvent } from '@promptbin/prompt-store'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { eventStream } from './event-stream.ts'

const event: LibraryEvent = {
  type: 'changed',
  generation: 7,
  id: 'a',
  name: 'line-breaks\n',
  at: '2026-11-22T12:00:00.000Z',
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('a quiet stream says every 15 seconds that it is there, and loses no event', async () => {
  const { promise, resolve } = Promise.withResolvers<LibraryEvent>()
  async function* events() {
    yield await promise
  }
  const stream = eventStream(events(), new AbortController().signal)
  expect((await stream.next()).value).toBe('retry: 2000\n\n')
  for (let beats = 0; beats < 3; beats++) {
    const next = stream.next()
    await vi.advanceTimersByTimeAsync(15_000)
    expect((await next).value).toBe(':\n\n')
  }
  resolve(event)
  expect((await stream.next()).value).toBe(
    `id: 7\nevent: changed\ndata: ${JSON.stringify(event)}\n\n`,
  )
  expect(await stream.next()).toMatchObject({ done: true })
})
