import { describe, expect, test } from 'vitest'
import { ada, aPrompt, codeOf, type MakeStore, read, useStore } from '../library-fixture.ts'

export function generationContract(makeStore: MakeStore) {
  describe('the generation', () => {
    const library = useStore(makeStore)

    test('rises with every change, and is that of the prompt which changed', async () => {
      const { store } = library
      const generations = [await store.generation()]
      const note = async () => {
        generations.push(await store.generation())
        return generations.at(-1)
      }
      const created = await store.create(aPrompt({ name: 'one' }), ada)
      expect(await note()).toBe(created.generation)
      const changed = await store.change('one', { title: 'Other' }, ada)
      expect(await note()).toBe(changed.generation)
      await store.import(aPrompt(), { source: 'a', key: 'b' }, ada)
      await note()
      await store.trash('one')
      await note()
      expect((await store.stats()).generation).toBe(generations.at(-1))
      expect(generations).toEqual([...new Set(generations)].toSorted((a, b) => a - b))
    })

    test('stays while nothing changes, and through what is refused', async () => {
      const { store } = library
      await store.create(aPrompt({ name: 'two' }), ada)
      const before = await store.generation()
      await store.probe()
      await store.list({ limit: 10, q: 'two' })
      await read(store, 'two')
      await store.change('two', {}, ada)
      expect(await codeOf(store.create(aPrompt({ name: 'two' }), ada))).toBe('PB_NAME_TAKEN')
      expect(await codeOf(store.change('two', { title: 'x' }, ada, 1))).toBe('PB_PROMPT_CHANGED')
      expect(await codeOf(store.trash('no-such-prompt'))).toBe('PB_PROMPT_NOT_FOUND')
      expect(await store.generation()).toBe(before)
    })
  })

  test('closing finishes what was accepted, and refuses what comes', async () => {
    const { store, discard } = await makeStore()
    const accepted = Array.from({ length: 20 }, () => store.create(aPrompt(), ada))
    const closed = store.close()
    expect(await codeOf(store.create(aPrompt(), ada))).toBe('PB_STORE_CLOSED')
    expect(await codeOf(store.list({ limit: 1 }))).toBe('PB_STORE_CLOSED')
    expect(await Promise.all(accepted)).toHaveLength(20)
    await closed
    await store.close()
    await discard()
  })
}
