import type { ServerEvent } from '@modelcontextprotocol/server'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Change, createAnnouncer } from './announcer.ts'
import { createInterests } from './interests.ts'
import { createStreamBus } from './stream-bus.ts'

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

const changed = (name: string, generation = 1): Change => ({
  type: 'changed',
  generation,
  id: `id-of-${name}`,
  name,
})

/** An announcer, the feed behind it, and what its streams hear. */
function announcing(onerror?: (error: unknown) => void) {
  const listeners = new Set<(change: Change) => void>()
  const announcer = createAnnouncer({
    changes: {
      subscribe: (listener) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
    ...(onerror && { onerror }),
  })
  const heard: ServerEvent[] = []
  const streams = createStreamBus(announcer, () => {})
  streams.bus.subscribe((event) => heard.push(event))
  const happens = (change: Change) => {
    for (const listener of listeners) listener(change)
  }
  return { announcer, heard, happens, listeners, streams }
}

const lists = [{ kind: 'prompts_list_changed' }, { kind: 'resources_list_changed' }]

test('the first change is told at once, what follows within the pause together', () => {
  const { heard, happens } = announcing()
  happens(changed('a'))
  expect(heard).toEqual(lists)
  for (let n = 0; n < 50; n++) happens(changed(`p-${n}`))
  expect(heard).toHaveLength(2)
  vi.advanceTimersByTime(25)
  expect(heard).toEqual([...lists, ...lists])
  vi.advanceTimersByTime(1_000)
  expect(heard).toHaveLength(4)
})

test('a resource that several streams follow is told of once', async () => {
  const { streams, heard, happens } = announcing()
  const [one, other] = [createInterests(), createInterests()]
  for (const interests of [one, other]) interests.add('promptbin://prompts/a')
  streams.watch(one)
  const forget = streams.watch(other)
  happens(changed('a'))
  await vi.advanceTimersByTimeAsync(0)
  expect(heard.slice(2)).toEqual([{ kind: 'resource_updated', uri: 'promptbin://prompts/a' }])
  forget()
  forget()
})

test('what only concerns links is told to nobody', () => {
  const { heard, happens } = announcing()
  happens({ ...changed('a'), type: 'shared' })
  happens({ ...changed('a'), type: 'unshared' })
  expect(heard).toEqual([])
})

test('a listener that fails does not silence the others', async () => {
  const errors: unknown[] = []
  const { announcer, happens } = announcing((error) => errors.push(error))
  const broken = () => {
    throw new Error('broken')
  }
  const unheard = { listsChanged: () => {}, toolsChanged: () => {}, resourcesUpdated: () => {} }
  const interests = createInterests()
  let told = 0
  announcer.add({ ...unheard, interests, listsChanged: broken })
  announcer.add({ ...unheard, interests: { concernedBy: async () => broken() } })
  announcer.add({ ...unheard, interests, listsChanged: () => (told += 1) })
  happens(changed('a'))
  expect(told).toBe(1)
  await vi.advanceTimersByTimeAsync(0)
  expect(errors).toHaveLength(2)
})

test('more changes than can be told apart count as a reset', async () => {
  const { announcer, happens } = announcing()
  const interests = createInterests()
  interests.add('promptbin://prompts/untouched')
  const told: (readonly string[])[] = []
  announcer.add({
    interests,
    listsChanged: () => {},
    toolsChanged: () => {},
    resourcesUpdated: (uris) => told.push(uris),
  })
  for (let n = 0; n < 1_500; n++) happens(changed(`p-${n}`))
  await vi.advanceTimersByTimeAsync(25)
  expect(told.at(-1)).toEqual(['promptbin://prompts/untouched'])
})

test('closed, it tells nothing and leaves the feed', () => {
  const { announcer, heard, happens, listeners } = announcing()
  happens(changed('a'))
  happens(changed('b'))
  announcer.close()
  vi.advanceTimersByTime(1_000)
  expect(heard).toHaveLength(2)
  expect(listeners.size).toBe(0)
})
