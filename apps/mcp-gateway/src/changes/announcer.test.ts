import type { ServerEvent } from '@modelcontextprotocol/server'
import type { PromptClient } from '@promptbin/prompt-client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { wholeLibrary } from '../mcp/profiles/profile.ts'
import { type Change, createAnnouncer } from './announcer.ts'
import { createAudienceOf } from './audience.ts'
import { createInterests } from './interests.ts'
import { createStreamBus } from './stream-bus.ts'

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

/** Whom changes are told to who may see what is in these folders, or everything. */
const audienceOf = (folders?: readonly string[]) => {
  const authInfo = { token: '', clientId: 'a', scopes: [], extra: { principal: { folders } } }
  return createAudienceOf({} as PromptClient, wholeLibrary)(authInfo)
}

const { maySee } = audienceOf()

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
  const interests = createInterests()
  const { bus } = createStreamBus({ announcer, interests, maySee, onerror: () => {} })
  bus.subscribe((event) => heard.push(event))
  const happens = (change: Change) => {
    for (const listener of listeners) listener(change)
  }
  return { announcer, heard, happens, interests, listeners }
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

test('a stream is told of a resource once, however often it changed', async () => {
  const { heard, happens, interests } = announcing()
  interests.add('promptbin://prompts/a')
  happens(changed('a'))
  happens(changed('a', 2))
  happens(changed('a', 3))
  await vi.advanceTimersByTimeAsync(25)
  const updated = { kind: 'resource_updated', uri: 'promptbin://prompts/a' }
  expect(heard).toEqual([...lists, updated, ...lists, updated])
})

test('who may see a part hears of that part alone, and of what nobody knows', () => {
  const { announcer, happens } = announcing()
  const told = vi.fn()
  const unheard = { toolsChanged: () => {}, resourcesUpdated: () => {} }
  const { maySee } = audienceOf(['work'])
  announcer.add({ ...unheard, interests: createInterests(), maySee, listsChanged: told })
  const tellsOf = (fields: Partial<Change>) => {
    told.mockClear()
    happens({ ...changed('a'), ...fields })
    vi.advanceTimersByTime(25)
    return told.mock.calls.length > 0
  }
  expect(tellsOf({ folder: 'home' })).toBe(false)
  expect(tellsOf({ folder: 'works' })).toBe(false)
  expect(tellsOf({ folder: 'work/deep' })).toBe(true)
  expect(tellsOf({ folder: 'home', formerFolder: 'work' })).toBe(true)
  expect(tellsOf({ folder: 'work', formerFolder: 'home' })).toBe(true)
  expect(tellsOf({ type: 'reset' })).toBe(true)
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
  const unheard = {
    maySee,
    listsChanged: () => {},
    toolsChanged: () => {},
    resourcesUpdated: () => {},
  }
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
    maySee,
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
