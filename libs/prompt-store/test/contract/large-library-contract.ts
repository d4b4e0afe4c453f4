import { beforeAll, describe, expect, test } from 'vitest'
import type { PromptStore } from '../../src/index.ts'
import { ada, aPrompt, type MakeStore, namesOf, useStore } from './library-fixture.ts'

const size = 1_050

/** Fills a library, a hundred at a time; every tenth has the tag `tenth`, the last 60 are `late`. */
async function fill(store: PromptStore) {
  for (let start = 0; start < size; start += 100) {
    const numbers = Array.from({ length: Math.min(100, size - start) }, (_, i) => start + i)
    await Promise.all(
      numbers.map((i) => {
        const text = `common words ${i >= size - 60 ? 'late '.repeat(1 + (i % 7)) : ''}`
        const tags = i % 10 === 0 ? ['tenth'] : []
        return store.create(aPrompt({ name: `p${i}`, title: `Title ${i}`, text, tags }), ada)
      }),
    )
  }
}

export function largeLibraryContract(makeStore: MakeStore) {
  describe('a library of more than a thousand', () => {
    const library = useStore(makeStore)
    beforeAll(() => fill(library.store))

    test('a list is counted whole, a search by words up to a thousand', async () => {
      const all = await library.store.list({ limit: 1 })
      expect(all.total).toEqual({ value: size, exact: true })
      const common = await library.store.list({ limit: 1, q: 'common' })
      expect(common.total).toEqual({ value: 1_000, exact: false })
      const few = await library.store.list({ limit: 1, q: 'common', tag: 'tenth' })
      expect(few.total).toEqual({ value: 105, exact: true })
    })

    test('all of it can be listed, page by page', async () => {
      expect(await namesOf(library.store, {}, 100)).toHaveLength(size)
    })

    test('a search for what everything has ranks the newest five hundred', async () => {
      const names = await namesOf(library.store, { q: 'common' }, 100)
      const newest = Array.from({ length: 500 }, (_, i) => `p${size - 500 + i}`)
      expect(names.toSorted()).toEqual(newest.toSorted())
    })

    test('a search for less ranks all of it', async () => {
      const names = await namesOf(library.store, { q: 'common', tag: 'tenth' }, 100)
      expect(new Set(names).size).toBe(105)
    })

    test('while the library changes between pages, none is shown twice and none left out', async () => {
      const query = { q: 'late' }
      const atFirst = await namesOf(library.store, query)
      const first = await library.store.list({ ...query, limit: 20 })
      const shown = first.items.map(({ name }) => name)
      expect(shown).toEqual(atFirst.slice(0, 20))
      const [changedAfterShown, changedBeforeShown, trashed] = [
        shown[3]!,
        atFirst[30]!,
        atFirst[40]!,
      ]
      const edit = { messages: aPrompt({ text: 'late '.repeat(50) }).messages }
      await library.store.change(changedAfterShown, edit, ada)
      await library.store.change(changedBeforeShown, edit, ada)
      await library.store.trash(trashed)
      for (let i = 0; i < 30; i++) {
        await library.store.create(aPrompt({ title: `late late ${i}`, text: 'late' }), ada)
      }
      for (let cursor = first.nextCursor; cursor !== null; ) {
        const page = await library.store.list({ ...query, limit: 7, cursor })
        shown.push(...page.items.map(({ name }) => name))
        cursor = page.nextCursor
      }
      const expected = atFirst.filter((name) => ![changedBeforeShown, trashed].includes(name))
      expect(shown.toSorted()).toEqual(expected.toSorted())
    })
  })
}
