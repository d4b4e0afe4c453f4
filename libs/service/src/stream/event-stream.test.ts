import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { eventStream, type ServerSentEvent } from './event-stream.ts'

const event: ServerSentEvent = { id: 7, type: 'changed', data: { name: 'line-breaks\n' } }

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('a stream that is over before it begins only says when to come back', async () => {
  const next = vi.fn()
  const stream = eventStream({ [Symbol.asyncIterator]: () => ({ next }) }, AbortSignal.abort())
  expect((await stream.next()).value).toBe('retry: 2000\n\n')
  expect(await stream.next()).toMatchObject({ done: true })
  expect(next).not.toHaveBeenCalled()
})

test('a quiet stream says every 15 seconds that it is there, and loses no event', async () => {
  const { promise, resolve } = Promise.withResolvers<ServerSentEvent>()
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
    'id: 7\nevent: changed\ndata: {"name":"line-breaks\\n"}\n\n',
  )
  expect(await stream.next()).toMatchObject({ done: true })
})
