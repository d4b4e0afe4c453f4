import { describe, expect, test } from 'vitest'
import { ada, aPrompt, type MakeStore, read, useStore } from '../library-fixture.ts'

export function favouriteContract(makeStore: MakeStore) {
  describe('favourites and model settings', () => {
    const library = useStore(makeStore)

    test('a favourite is a change of the prompt, not of its text', async () => {
      const { store } = library
      const plain = await store.create(aPrompt({ name: 'star' }), ada)
      const starred = await store.change('star', { favourite: true }, ada)
      const { generation } = starred
      expect(starred).toEqual({ ...plain, favourite: true, generation })
      expect(generation).toBeGreaterThan(plain.generation)
      expect((await store.change('star', { favourite: true }, ada)).generation).toBe(generation)
    })

    test('a prompt can be made a favourite, with settings for a model', async () => {
      const { store } = library
      const modelConfig = { model: 'large', temperature: 0.5, stop: ['a', null], deep: { x: [] } }
      const made = await store.create(aPrompt({ name: 'set', favourite: true, modelConfig }), ada)
      expect(made).toMatchObject({ favourite: true, version: { modelConfig } })
      expect(await read(store, 'set')).toEqual(made)
    })

    test('other settings make a new version, and the old one keeps its own', async () => {
      const { store } = library
      await store.create(aPrompt({ name: 'tuned', modelConfig: { heat: 1 } }), ada)
      const hotter = await store.change('tuned', { modelConfig: { heat: 2 } }, ada)
      expect(hotter.version).toMatchObject({ n: 2, modelConfig: { heat: 2 } })
      expect((await read(store, 'tuned', 1)).version.modelConfig).toEqual({ heat: 1 })
      const same = await store.change('tuned', { modelConfig: { heat: 2 } }, ada)
      expect(same).toEqual(hotter)
    })

    test('parts of a message come back as they were given', async () => {
      const { store } = library
      const parts = [
        { text: 'Look:' },
        { image: { mimeType: 'image/png' as const, data: 'iVBORw0KGgo=' } },
        { resource: { uri: 'file:///a.md', mimeType: 'text/plain', text: 'A' } },
      ]
      const messages = [{ role: 'user' as const, parts }]
      const { name } = await store.create(aPrompt({ messages }), ada)
      expect((await read(store, name)).version.messages).toEqual(messages)
    })
  })
}
