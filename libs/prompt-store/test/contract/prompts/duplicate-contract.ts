import { describe, expect, test } from 'vitest'
import { ada, aPrompt, codeOf, type MakeStore, read, useStore } from '../library-fixture.ts'

const bo = { author: 'bo', client: 'browser' }

export function duplicateContract(makeStore: MakeStore) {
  describe('duplicating', () => {
    const library = useStore(makeStore)

    test('the copy has the newest content, and a life of its own', async () => {
      const { store } = library
      await store.create(aPrompt({ name: 'sheep', title: 'Sheep', tags: ['a'], folder: 'b' }), ada)
      await store.setLabel('sheep', 'production', { version: 1 }, ada)
      const newest = aPrompt({ text: 'two' }).messages
      const original = await store.change('sheep', { messages: newest, favourite: true }, ada)
      const copy = await store.duplicate('sheep', {}, bo)
      const { title, tags, folder, description } = original
      expect(copy).toMatchObject({ description, tags, folder, favourite: false, labels: [] })
      expect(copy).toMatchObject({ name: 'sheep-copy', title: `${title} (copy)`, latest: 1 })
      expect(copy.version).toMatchObject({ n: 1, messages: newest, ...bo })
      expect(copy.id).not.toBe(original.id)
      expect(await read(store, 'sheep')).toEqual(original)
    })

    test('name and title can be given, and a name in use is refused', async () => {
      const { store } = library
      await store.create(aPrompt({ name: 'once' }), ada)
      const copy = await store.duplicate('once', { name: 'again', title: 'Again' }, ada)
      expect(copy).toMatchObject({ name: 'again', title: 'Again' })
      expect(await codeOf(store.duplicate('once', { name: 'again' }, ada))).toBe('PB_NAME_TAKEN')
      expect((await store.duplicate('once', { title: 'Again' }, ada)).name).toBe('again-2')
    })

    test('the title of a copy is never longer than a title may be', async () => {
      const { store } = library
      await store.create(aPrompt({ name: 'long', title: '👍'.repeat(100) }), ada)
      const { title } = await store.duplicate('long', {}, ada)
      expect(title.length).toBeLessThanOrEqual(200)
      expect(title.isWellFormed()).toBe(true)
    })

    test('what was included in the original means the same in the copy, even what means nothing', async () => {
      const { store } = library
      await store.create(aPrompt({ name: 'header', text: 'Head' }), ada)
      await store.create(aPrompt({ name: 'page', text: '{{> header}}' }), ada)
      await store.trash('header', { evenIfUsed: true })
      await store.create(aPrompt({ name: 'other-header', text: 'Other' }), ada)
      const copy = await store.duplicate('page', {}, ada)
      const { included } = await store.compose(copy.name, {})
      expect(included).toMatchObject([{ reference: 'header', version: null }])
      await store.restore('header')
      expect((await store.compose(copy.name, {})).included).toMatchObject([
        { version: { messages: [{ text: 'Head' }] } },
      ])
    })
  })
}
