import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { JobEvent } from '../src/index.ts'
import { ada, aPrompt, codeOf, namesOf, read } from './contract/library-fixture.ts'
import { makeFolder, openStore } from './sqlite-fixture.ts'

let place: Awaited<ReturnType<typeof makeFolder>>
beforeEach(async () => {
  place = await makeFolder()
})
afterEach(() => place.discard())

test('what was saved is there when the file is opened again', async () => {
  const first = await openStore({ file: place.file })
  await first.create(aPrompt({ name: 'kept', text: 'one' }), ada)
  const messages = aPrompt({ text: 'two' }).messages
  const kept = await first.change('kept', { messages, tags: ['x'] }, ada)
  await first.close()
  const second = await openStore({ file: place.file })
  expect(await read(second, 'kept')).toEqual(kept)
  expect(await namesOf(second, { q: 'two', tag: 'x' })).toEqual(['kept'])
  expect(await second.versions('kept')).toHaveLength(2)
  expect(await second.generation()).toBe(kept.generation)
  await second.close()
})

test('two stores on one file see each other’s changes, and both may write', async () => {
  const stores = await Promise.all([0, 1].map(() => openStore({ file: place.file })))
  const [one, two] = stores as [(typeof stores)[0], (typeof stores)[0]]
  const created = await Promise.all(
    Array.from({ length: 40 }, (_, i) => stores[i % 2]!.create(aPrompt({ title: 'Same' }), ada)),
  )
  expect(new Set(created.map(({ name }) => name)).size).toBe(40)
  expect(new Set(created.map(({ generation }) => generation)).size).toBe(40)
  const seen = await read(one, 'same')
  await two.change('same', { title: 'Changed by the other' }, ada)
  expect((await read(one, 'same')).title).toBe('Changed by the other')
  const late = one.change('same', { title: 'Too late' }, ada, seen.generation)
  expect(await codeOf(late)).toBe('PB_PROMPT_CHANGED')
  await Promise.all(stores.map((store) => store.close()))
})

test('a new file that many open at the same moment gets one schema', async () => {
  const stores = await Promise.all(
    [0, 1, 2, 3].map(() => openStore({ file: place.file, readers: 1 })),
  )
  await Promise.all(stores.map((store, i) => store.create(aPrompt({ name: `by-${i}` }), ada)))
  expect(await stores[0]!.stats()).toEqual({ prompts: 4, versions: 4, trashed: 0, generation: 4 })
  await Promise.all(stores.map((store) => store.close()))
})

test('while another holds the file too long, a save is refused as busy and reading goes on', async () => {
  const store = await openStore({ file: place.file })
  await store.create(aPrompt({ name: 'readable' }), ada)
  const other = new DatabaseSync(place.file)
  other.exec('BEGIN IMMEDIATE')
  const save = codeOf(store.create(aPrompt({ name: 'late' }), ada))
  expect(await namesOf(store)).toEqual(['readable'])
  expect(await save).toBe('PB_STORE_BUSY')
  expect(await codeOf(store.probe())).toBe('PB_STORE_BUSY')
  other.close()
  await store.create(aPrompt({ name: 'late' }), ada)
  await store.probe()
  await store.close()
})

test('behind a save that takes long, others wait only so long, and only so many', async () => {
  const store = await openStore({ file: place.file, writeQueue: { limit: 2, timeoutMs: 1 } })
  const other = new DatabaseSync(place.file)
  other.exec('BEGIN IMMEDIATE')
  const save = () => store.create(aPrompt(), ada)
  const first = save()
  const waiting = [codeOf(save()), codeOf(save())]
  expect(await codeOf(save())).toBe('PB_STORE_BUSY')
  expect(await Promise.all(waiting)).toEqual(['PB_STORE_BUSY', 'PB_STORE_BUSY'])
  other.close()
  await first
  expect(await namesOf(store)).toHaveLength(1)
  await store.close()
})

test('whoever changes the file himself finds that the past can neither change nor go', async () => {
  const store = await openStore({ file: place.file })
  await store.create(aPrompt({ name: 'part' }), ada)
  await store.create(aPrompt({ name: 'kept', text: '{{> part}}' }), ada)
  await store.setLabel('kept', 'beta', { version: 1 }, ada)
  const { id } = await store.trash('kept')
  await store.close()
  const database = new DatabaseSync(place.file)
  expect(() => database.exec(`UPDATE version SET messages = '[]'`)).toThrow('never changes')
  expect(() => database.exec('DELETE FROM version')).toThrow('never deleted')
  expect(() => database.exec('UPDATE label_move SET to_n = 2')).toThrow('never changes')
  expect(() => database.exec('DELETE FROM label_move')).toThrow('never deleted')
  expect(() => database.exec(`UPDATE reference SET target = 'x'`)).toThrow('never changes')
  expect(() => database.exec('DELETE FROM reference')).toThrow('never deleted')
  expect(() => database.exec('DELETE FROM prompt')).toThrow('never deleted')
  database.exec(`DELETE FROM label WHERE prompt = '${id}'`)
  expect(() => database.exec(`DELETE FROM prompt WHERE id = '${id}'`)).toThrow('FOREIGN KEY')
  database.close()
})

test('the newest ten thousand changes are remembered, and those before them forgotten', async () => {
  const store = await openStore({ file: place.file })
  const database = new DatabaseSync(place.file)
  await store.create(aPrompt({ name: 'first' }), ada)
  database.exec('UPDATE library SET generation = 100')
  await store.create(aPrompt({ name: 'second' }), ada)
  database.exec('UPDATE library SET generation = 10099')
  database.close()
  await store.create(aPrompt({ name: 'last' }), ada)
  const { events, complete } = await store.eventsAfter(0, 10)
  expect([events.map(({ generation }) => generation), complete]).toEqual([[101, 10_100], false])
  await store.close()
})

test('what a key answered is forgotten after a day', async () => {
  const day = 24 * 60 * 60 * 1_000
  let now = Date.parse('2026-01-01T00:00:00Z')
  const store = await openStore({ file: place.file, now: () => now })
  const once = { key: 'key', fingerprint: 'f' }
  const first = await store.create(aPrompt(), ada, once)
  now += day - 1
  expect(await store.create(aPrompt(), ada, once)).toEqual(first)
  now += 1
  expect((await store.create(aPrompt(), ada, once)).id).not.toBe(first.id)
  await store.close()
})

test('every job is told with its operation, its request and what it found', async () => {
  const events: JobEvent[] = []
  const onQuery = (event: JobEvent) => events.push(event)
  const origin = { requestId: 'request-1', traceId: 'trace-1' }
  const store = await openStore({ file: place.file, onQuery, origin: () => origin })
  await store.create(aPrompt({ name: 'told' }), ada)
  await store.list({ limit: 10 })
  await store.versions('told')
  await codeOf(read(store, 'no-such-prompt'))
  const common = {
    requestId: 'request-1',
    traceId: 'trace-1',
    durationMs: expect.any(Number),
    queuedMs: expect.any(Number),
  }
  expect(events).toEqual([
    { operation: 'create', ...common },
    { operation: 'list', rows: 1, ...common },
    { operation: 'versions', rows: 1, ...common },
    { operation: 'compose', errorCode: 'PB_PROMPT_NOT_FOUND', ...common },
  ])
  await store.close()
})
