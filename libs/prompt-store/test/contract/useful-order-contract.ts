import { beforeAll, describe, expect, test } from 'vitest'
import type { ListQuery, PromptStore } from '../../src/index.ts'
import { ada, aPrompt, type MakeStore, namesOf, read, useStore } from './library-fixture.ts'

const count = 12
const minute = 60_000

async function fill(store: PromptStore) {
  for (let i = 0; i < count; i++) {
    const folder = i % 2 === 0 ? 'even' : 'odd'
    await store.create(aPrompt({ name: `p${i}`, title: `Prompt ${i}`, folder }), ada)
  }
}

export function usefulOrderContract(makeStore: MakeStore) {
  describe('the order of usefulness', () => {
    const library = useStore(makeStore)
    beforeAll(() => fill(library.store))
    const use = async (name: string, at: number) => {
      const { id } = await read(library.store, name)
      await library.store.noteUses([{ id, at }])
    }
    const inOrder = (query: Omit<ListQuery, 'limit'> = {}, limit = 100) =>
      namesOf(library.store, { sort: 'useful', ...query }, limit)

    test('favourites come first, then what was used last, then the youngest', async () => {
      await library.store.change('p3', { favourite: true }, ada)
      await library.store.change('p8', { favourite: true }, ada)
      await use('p3', 10 * minute)
      await use('p5', 30 * minute)
      await use('p2', 20 * minute)
      const expected = 'p3 p8 p5 p2 p11 p10 p9 p7 p6 p4 p1 p0'.split(' ')
      for (const limit of [1, 5, 100]) expect(await inOrder({}, limit)).toEqual(expected)
      expect(await inOrder({ folder: 'odd' }, 2)).toEqual(['p3', 'p5', 'p11', 'p9', 'p7', 'p1'])
      expect(await inOrder({ favourite: false }, 3)).toEqual(expected.slice(2))
    })

    test('a change of the text moves nothing', async () => {
      const before = await inOrder()
      await library.store.change('p0', { messages: [{ role: 'user', text: 'Other.' }] }, ada)
      expect(await inOrder()).toEqual(before)
    })

    test.each([{}, { folder: 'even' }])(
      'pages of %j hold while prompts are used, made and thrown away in between',
      async (query) => {
        const atFirst = await inOrder(query)
        const list = { ...query, sort: 'useful', limit: 2 } as const
        const first = await library.store.list(list)
        const shown = first.items.map(({ name }) => name)
        const [alreadyShown, laterOn, trashed] = [shown[1]!, atFirst.at(-1)!, atFirst.at(-2)!]
        const now = ('folder' in query ? 200 : 100) * minute
        await use(alreadyShown, now)
        await use(laterOn, now + 1)
        await library.store.trash(trashed)
        await library.store.create(aPrompt({ folder: 'even' }), ada)
        for (let cursor = first.nextCursor; cursor !== null; ) {
          const page = await library.store.list({ ...list, cursor })
          shown.push(...page.items.map(({ name }) => name))
          cursor = page.nextCursor
        }
        const expected = atFirst.filter((name) => name !== trashed)
        expect(shown.filter((name) => expected.includes(name))).toEqual(expected)
        expect(new Set(shown).size).toBe(shown.length)
      },
    )

    test('what is used over and over moves once a minute', async () => {
      await use('p9', 1_000 * minute)
      await use('p7', 1_000 * minute + 1)
      await use('p9', 1_000 * minute + 2)
      const [first, second] = (await inOrder()).filter((name) => ['p9', 'p7'].includes(name))
      expect([first, second]).toEqual(['p7', 'p9'])
      await use('p9', 1_001 * minute)
      expect((await inOrder()).indexOf('p9')).toBeLessThan((await inOrder()).indexOf('p7'))
    })

    test('a cursor of another order is refused', async () => {
      const { nextCursor } = await library.store.list({ sort: 'title', limit: 1 })
      const query = { sort: 'useful', limit: 1, cursor: nextCursor! } as const
      await expect(library.store.list(query)).rejects.toMatchObject({ code: 'PB_CURSOR_INVALID' })
    })
  })
}
