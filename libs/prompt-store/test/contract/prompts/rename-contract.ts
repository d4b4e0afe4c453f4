import { describe, expect, test } from 'vitest'
import {
  ada,
  aPrompt,
  codeOf,
  type MakeStore,
  namesOf,
  read,
  useStore,
} from '../library-fixture.ts'

export function renameContract(makeStore: MakeStore) {
  describe('renaming', () => {
    const library = useStore(makeStore)

    test('the old name goes on to lead to the prompt, wherever a name is taken', async () => {
      const { store } = library
      const before = await store.create(aPrompt({ name: 'first', text: 'one' }), ada)
      const renamed = await store.change('first', { name: 'second' }, ada, before.generation)
      expect(renamed).toMatchObject({
        id: before.id,
        name: 'second',
        aliases: ['first'],
        latest: 1,
      })
      expect(renamed.generation).toBeGreaterThan(before.generation)
      expect(await read(store, 'first')).toEqual(renamed)
      expect(await read(store, renamed.id)).toEqual(renamed)
      expect(await store.versions('first')).toHaveLength(1)
      expect((await store.change('first', { title: 'Other' }, ada)).name).toBe('second')
      expect((await store.setLabel('first', 'beta', { version: 1 }, ada)).name).toBe('second')
    })

    test('a prompt is found by its new name, and no longer by its old one', async () => {
      const { store } = library
      await store.create(aPrompt({ name: 'caterpillar', title: 'Animal' }), ada)
      await store.change('caterpillar', { name: 'butterfly' }, ada)
      expect(await namesOf(store, { q: 'butterfly' })).toEqual(['butterfly'])
      expect(await namesOf(store, { q: 'caterpillar' })).toEqual([])
    })

    test('a name, an old name and an id of another are taken, and nothing is left of the attempt', async () => {
      const { store } = library
      const { id } = await store.create(aPrompt({ name: 'now' }), ada)
      await store.create(aPrompt({ name: 'was' }), ada)
      await store.change('was', { name: 'is' }, ada)
      const mine = await store.create(aPrompt({ name: 'mine' }), ada)
      for (const name of ['now', 'was', 'is', id]) {
        expect(await codeOf(store.change('mine', { name, title: 'x' }, ada))).toBe('PB_NAME_TAKEN')
        expect(await codeOf(store.create(aPrompt({ name }), ada))).toBe('PB_NAME_TAKEN')
      }
      expect(await read(store, 'mine')).toEqual(mine)
      const derived = await store.create(aPrompt({ title: 'was' }), ada)
      expect(derived.name).toBe('was-2')
    })

    test('it can be taken back', async () => {
      const { store } = library
      await store.create(aPrompt({ name: 'there' }), ada)
      await store.change('there', { name: 'and' }, ada)
      const back = await store.change('and', { name: 'there' }, ada)
      expect(back).toMatchObject({ name: 'there', aliases: ['and'] })
      expect((await read(store, 'and')).name).toBe('there')
    })

    test('a prompt in the trash frees its old names too', async () => {
      const { store } = library
      await store.create(aPrompt({ name: 'older' }), ada)
      await store.change('older', { name: 'newer' }, ada)
      await store.trash('older')
      expect(await codeOf(read(store, 'older'))).toBe('PB_PROMPT_NOT_FOUND')
      expect((await store.create(aPrompt({ name: 'older' }), ada)).aliases).toEqual([])
    })
  })
}
