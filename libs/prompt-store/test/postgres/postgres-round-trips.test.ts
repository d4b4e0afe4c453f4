import pg from 'pg'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ada, aPrompt } from '../contract/library-fixture.ts'
import { makePostgresStore } from './postgres-fixture.ts'

const said = (text: string) => ({ messages: [{ role: 'user' as const, text }] })

/** Each way to the server and back is one call of the driver, as the store never asks twice at once. */
const asked = vi.spyOn(pg.Client.prototype, 'query')

let library: Awaited<ReturnType<typeof makePostgresStore>>
beforeEach(async () => {
  library = await makePostgresStore()
  await library.store.create(aPrompt({ name: 'used' }), ada)
  await library.store.create(aPrompt({ name: 'there' }), ada)
})
afterEach(() => library.discard())

type Store = typeof library.store

const { messages } = aPrompt({ text: '{{> used}}' })

test.each<[string, number, (store: Store) => Promise<unknown>]>([
  ['a new prompt', 10, (store) => store.create(aPrompt({ name: 'new' }), ada)],
  ['a new prompt that includes another', 24, (store) => store.create(aPrompt({ messages }), ada)],
  ['a new version', 15, (store) => store.change('there', said('newer'), ada)],
  ['a new name', 16, (store) => store.change('there', { name: 'elsewhere' }, ada)],
  ['a star', 12, (store) => store.change('there', { favourite: true }, ada)],
  ['nothing new', 5, (store) => store.change('there', { title: 'A prompt' }, ada)],
])('%s takes %d ways to the server and back', async (_, trips, save) => {
  asked.mockClear()
  await save(library.store)
  const texts = asked.mock.calls.map(([query]) => (query as unknown as pg.QueryConfig).text)
  expect(texts.length, texts.join('\n---\n')).toBe(trips)
})
