import { describe, expect, test } from 'vitest'
import { ada, aPrompt, codeOf, type MakeStore, read, useStore } from '../library-fixture.ts'

export function batchContract(makeStore: MakeStore) {
  describe('changing many at once', () => {
    const library = useStore(makeStore)

    test('tags, folder and favourite, in the order of the names, and only what differs', async () => {
      const { store } = library
      await store.create(aPrompt({ name: 'b1', tags: ['old', 'keep'] }), ada)
      const untouched = await store.create(
        aPrompt({ name: 'b2', tags: ['keep', 'new'], folder: 'f', favourite: true }),
        ada,
      )
      const change = { addTags: ['new'], removeTags: ['old'], folder: 'f', favourite: true }
      expect(await store.batch(['b2', 'b1', 'b1'], change, ada)).toEqual([
        { name: 'b2', changed: false },
        { name: 'b1', changed: true },
        { name: 'b1', changed: false },
      ])
      const tags = ['keep', 'new']
      expect(await read(store, 'b1')).toMatchObject({
        tags,
        folder: 'f',
        favourite: true,
        latest: 1,
      })
      expect(await read(store, 'b2')).toEqual(untouched)
    })

    test('if one cannot be changed, none is', async () => {
      const { store } = library
      const before = await store.create(aPrompt({ name: 'all', tags: ['x'] }), ada)
      const generation = await store.generation()
      const batch = store.batch(['all', 'no-such-prompt'], { favourite: true }, ada)
      expect(await codeOf(batch)).toBe('PB_PROMPT_NOT_FOUND')
      const many = Array.from({ length: 50 }, (_, i) => `t${i}`)
      expect(await codeOf(store.batch(['all'], { addTags: many }, ada))).toBe('PB_TAGS_TOO_MANY')
      const names = Array.from({ length: 1_001 }, () => 'all')
      expect(await codeOf(store.batch(names, { folder: 'f' }, ada))).toBe('PB_BATCH_TOO_LARGE')
      expect(await read(store, 'all')).toEqual(before)
      expect(await store.generation()).toBe(generation)
    })

    test('an old name is as good as the new one', async () => {
      const { store } = library
      await store.create(aPrompt({ name: 'formerly' }), ada)
      await store.change('formerly', { name: 'today' }, ada)
      expect(await store.batch(['formerly'], { folder: 'x' }, ada)).toEqual([
        { name: 'today', changed: true },
      ])
    })

    test('what includes each other can be thrown away together, but not from others', async () => {
      const { store } = library
      await store.create(aPrompt({ name: 'inner' }), ada)
      await store.create(aPrompt({ name: 'middle', text: '{{> inner}}' }), ada)
      await store.create(aPrompt({ name: 'outer', text: '{{> middle}}' }), ada)
      const before = await store.stats()
      const some = store.batch(['inner', 'middle'], { trash: true }, ada)
      expect(await codeOf(some)).toBe('PB_PROMPT_IN_USE')
      expect(await store.stats()).toEqual(before)
      const gone = await store.batch(['inner', 'outer', 'inner', 'middle'], { trash: true }, ada)
      expect(gone.map(({ name, changed }) => [name, changed])).toEqual([
        ['inner', true],
        ['outer', true],
        ['inner', false],
        ['middle', true],
      ])
      expect((await store.stats()).trashed).toBe(before.trashed + 3)
    })
  })
}
