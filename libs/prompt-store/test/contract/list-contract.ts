import { beforeAll, describe, expect, test } from 'vitest'
import { ada, aPrompt, codeOf, type MakeStore, namesOf, read, useStore } from './library-fixture.ts'

export function listContract(makeStore: MakeStore) {
  describe('listing prompts with very long defaults', () => {
    const library = useStore(makeStore)

    beforeAll(async () => {
      const variables = Array.from({ length: 10 }, (_, n) => ({
        name: `v${n}`,
        default: 'x'.repeat(60_000),
      }))
      for (let n = 0; n < 8; n++)
        await library.store.create(aPrompt({ name: `p${n}`, variables }), ada)
    })

    test('gives shorter pages, which no caller chokes on', async () => {
      const page = await library.store.list({ limit: 100 })
      expect(page.items.length).toBeGreaterThan(1)
      expect(page.items.length).toBeLessThan(5)
      expect(await namesOf(library.store, {}, 100)).toEqual(
        [7, 6, 5, 4, 3, 2, 1, 0].map((n) => `p${n}`),
      )
      expect(await namesOf(library.store, { sort: 'title' }, 100)).toHaveLength(8)
    })
  })

  describe('listing', () => {
    const library = useStore(makeStore)

    test('an empty library is an empty page', async () => {
      const page = await library.store.list({ limit: 10 })
      expect(page).toEqual({ items: [], nextCursor: null, total: { value: 0, exact: true } })
      expect(await library.store.stats()).toMatchObject({ prompts: 0, versions: 0 })
    })

    describe('a library of twelve', () => {
      const folders = ['', 'work', 'work/mail', 'work/mail/cold', 'workshop', 'Work']
      beforeAll(async () => {
        for (let i = 0; i < 12; i++) {
          const tags = [i % 2 === 0 ? 'even' : 'odd', ...(i % 3 === 0 ? ['even 3', 'ü/'] : [])]
          const prompt = aPrompt({ name: `p${i}`, folder: folders[i % 6]!, tags })
          await library.store.create(prompt, ada)
        }
        await library.store.change('p3', { title: 'Changed last' }, ada)
      })

      const newestFirst = ['p3', ...[11, 10, 9, 8, 7, 6, 5, 4, 2, 1, 0].map((i) => `p${i}`)]

      test('the newest change comes first', async () => {
        expect(await namesOf(library.store)).toEqual(newestFirst)
      })

      test('a summary is the prompt without its text', async () => {
        const { version, aliases, ...summary } = await read(library.store, 'p3')
        expect((await library.store.list({ limit: 1 })).items).toEqual([summary])
      })

      test.each([1, 5, 11, 12, 13])('pages of %d give the same list', async (limit) => {
        expect(await namesOf(library.store, {}, limit)).toEqual(newestFirst)
      })

      test('only a page that something follows has a cursor; each counts all', async () => {
        const total = { value: 12, exact: true }
        expect(await library.store.list({ limit: 12 })).toMatchObject({ nextCursor: null, total })
        const page = await library.store.list({ limit: 11 })
        expect(page).toMatchObject({ nextCursor: expect.any(String), total })
      })

      test.each([
        [{ tag: 'even' }, [10, 8, 6, 4, 2, 0]],
        [{ tag: 'even 3' }, [3, 9, 6, 0]],
        [{ tag: 'ü/' }, [3, 9, 6, 0]],
        [{ tag: 'Even' }, []],
        [{ tag: 'eve' }, []],
        [{ tag: '' }, [3, 11, 10, 9, 8, 7, 6, 5, 4, 2, 1, 0]],
        [{ folder: 'work' }, [3, 9, 8, 7, 2, 1]],
        [{ folder: 'work/mail' }, [3, 9, 8, 2]],
        [{ folder: 'work/mail/cold' }, [3, 9]],
        [{ folder: 'wor' }, []],
        [{ folder: 'mail' }, []],
        [{ folder: 'Work' }, [11, 5]],
        [{ folder: 'work', tag: 'odd' }, [3, 9, 7, 1]],
      ])('%j is exactly that tag, and that folder with all below it', async (query, expected) => {
        const names = expected.map((i) => `p${i}`)
        expect(await namesOf(library.store, query, 2)).toEqual(names)
        const { total } = await library.store.list({ ...query, limit: 1 })
        expect(total).toEqual({ value: names.length, exact: true })
      })

      test('a cursor serves only the query it came from', async () => {
        const first = await library.store.list({ limit: 1, tag: 'even' })
        const cursor = first.nextCursor!
        expect(await codeOf(library.store.list({ limit: 5, tag: 'even', cursor }))).toBeUndefined()
        for (const query of [{}, { tag: 'odd' }, { q: 'say', tag: 'even' }, { folder: 'work' }]) {
          const code = await codeOf(library.store.list({ limit: 1, ...query, cursor }))
          expect(code).toBe('PB_CURSOR_INVALID')
        }
      })

      test.each(['', 'x', 'e30', 'bnVsbA', '"; DROP TABLE prompt', 'A'.repeat(1e6)])(
        'a cursor that was made up is refused (%#)',
        async (cursor) => {
          const list = library.store.list({ limit: 1, cursor })
          const search = library.store.list({ limit: 1, q: 'say', cursor })
          expect([await codeOf(list), await codeOf(search)]).toEqual([
            'PB_CURSOR_INVALID',
            'PB_CURSOR_INVALID',
          ])
        },
      )
    })

    test('while the library changes between pages, none is shown twice and none left out', async () => {
      const first = await library.store.list({ limit: 4 })
      expect(first.items.map(({ name }) => name)).toEqual(['p3', 'p11', 'p10', 'p9'])
      await library.store.change('p10', { title: 'Shown, then changed' }, ada)
      await library.store.change('p5', { title: 'Changed before it was shown' }, ada)
      await library.store.trash('p7')
      await library.store.create(aPrompt({ name: 'new' }), ada)
      const names: string[] = []
      for (let cursor = first.nextCursor; cursor !== null; ) {
        const page = await library.store.list({ limit: 3, cursor })
        names.push(...page.items.map(({ name }) => name))
        cursor = page.nextCursor
      }
      expect(names).toEqual(['p8', 'p6', 'p4', 'p2', 'p1', 'p0'])
    })
  })
}
