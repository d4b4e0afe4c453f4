import { sorts } from '@promptbin/prompts'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { ListQuery, PromptStore } from '../../src/index.ts'
import { ada, aPrompt, type MakeStore, namesOf, read, useStore } from './library-fixture.ts'

const titles = ['zebra', 'Émile', 'eagle', 'Part 10', 'Part 9', 'äpfel', 'Apricot', 'Ωmega']

/** Prompts of these titles, named by number, every second one in a folder; none is used yet. */
async function fill(store: PromptStore) {
  for (const [i, title] of titles.entries()) {
    const text = `same words ${'and others '.repeat(50)}`
    const folder = i % 2 === 0 ? 'even' : ''
    await store.create(aPrompt({ name: `p${i}`, title, folder, text }), ada)
  }
}

export function listOrderContract(makeStore: MakeStore) {
  describe('the order of a list', () => {
    const library = useStore(makeStore)
    beforeAll(() => fill(library.store))
    const titlesOf = async (query: Omit<ListQuery, 'limit'>, limit = 100) => {
      const found: string[] = []
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const page = await library.store.list({ ...query, limit, ...(cursor && { cursor }) })
        found.push(...page.items.map(({ title }) => title))
        cursor = page.nextCursor
      }
      return found
    }
    const use = async (name: string, at: number) => {
      const { id } = await read(library.store, name)
      await library.store.noteUses([{ id, at }])
    }

    test('titles are put in order as people do, not as bytes', async () => {
      const expected = ['äpfel', 'Apricot', 'eagle', 'Émile', 'Part 9', 'Part 10', 'zebra', 'Ωmega']
      for (const limit of [1, 3, 100]) {
        expect(await titlesOf({ sort: 'title' }, limit)).toEqual(expected)
        expect(await titlesOf({ sort: 'title', q: 'words' }, limit)).toEqual(expected)
      }
      expect(await titlesOf({ sort: 'title', folder: 'even' }, 1)).toEqual([
        'Apricot',
        'eagle',
        'Part 9',
        'zebra',
      ])
    })

    test('created means the youngest first, whatever changed since', async () => {
      await library.store.change('p2', { description: 'Changed.' }, ada)
      const youngestFirst = titles.toReversed()
      for (const query of [{}, { q: 'words' }, { favourite: false }]) {
        expect(await titlesOf({ ...query, sort: 'created' }, 3)).toEqual(youngestFirst)
        expect((await titlesOf({ ...query, sort: 'updated' }, 3))[0]).toBe('eagle')
      }
    })

    test('updated means the order of the times that lists show: a star or a label lifts nothing', async () => {
      await library.store.change('p2', { description: 'Changed.' }, ada)
      const before = await titlesOf({ sort: 'updated' }, 3)
      await library.store.change('p4', { favourite: true }, ada)
      await library.store.setLabel('p3', 'beta', { version: 1 }, ada)
      for (const query of [{}, { q: 'words' }]) {
        expect(await titlesOf({ ...query, sort: 'updated' }, 3)).toEqual(before)
      }
      const { items } = await library.store.list({ sort: 'updated', limit: 100 })
      const times = items.map(({ updatedAt }) => updatedAt)
      expect(times).toEqual(times.toSorted().toReversed())
      expect((await titlesOf({}))[0]).not.toBe(before[0])
    })

    test('used means the last used first, then those never used, the newest change first', async () => {
      await use('p1', 1_000)
      await use('p5', 3_000)
      await use('p3', 2_000)
      const never = (await titlesOf({})).filter(
        (title) => !['äpfel', 'Part 10', 'Émile'].includes(title),
      )
      for (const query of [{}, { q: 'same words' }]) {
        expect(await titlesOf({ ...query, sort: 'used' }, 2)).toEqual([
          'äpfel',
          'Part 10',
          'Émile',
          ...never,
        ])
      }
    })

    test('among equally good results of a search the last used comes first', async () => {
      expect((await titlesOf({ q: 'same words' }, 1)).slice(0, 3)).toEqual([
        'äpfel',
        'Part 10',
        'Émile',
      ])
      expect((await titlesOf({ q: 'zebra' }))[0]).toBe('zebra')
      await use('p4', 4_000)
      expect((await titlesOf({ q: 'same words' }))[0]).toBe('Part 9')
    })

    test('a better result comes before one that was used', async () => {
      await library.store.create(aPrompt({ name: 'best', title: 'Marmalade' }), ada)
      await library.store.create(aPrompt({ name: 'worse', text: 'On marmalade.' }), ada)
      await use('worse', 5_000)
      expect(await namesOf(library.store, { q: 'marmalade' })).toEqual(['best', 'worse'])
      await library.store.trash('best')
      await library.store.trash('worse')
    })

    test('pages by title hold while prompts come, go and change', async () => {
      const query = { sort: 'title', limit: 3 } as const
      const first = await library.store.list(query)
      await library.store.change('p7', { description: 'Changed before it was shown.' }, ada)
      await library.store.change('p6', { description: 'Changed after it was shown.' }, ada)
      await library.store.trash('p4')
      await library.store.create(aPrompt({ name: 'late', title: 'Nothing' }), ada)
      const shown = first.items.map(({ title }) => title)
      for (let cursor = first.nextCursor; cursor !== null; ) {
        const page = await library.store.list({ ...query, cursor })
        shown.push(...page.items.map(({ title }) => title))
        cursor = page.nextCursor
      }
      expect(shown).toEqual([
        'äpfel',
        'Apricot',
        'eagle',
        'Émile',
        'Nothing',
        'Part 10',
        'zebra',
        'Ωmega',
      ])
    })

    test('whatever is asked for, a list answers, and its pages are the parts of one whole', async () => {
      const words = fc.constantFrom('same', 'words', 'wrods', 'sa', 'title', 'zebar', '"', 'tag:x')
      const q = fc.oneof(
        fc.array(words, { maxLength: 4 }).map((some) => some.join(' ')),
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.string({ maxLength: 60 }),
      )
      const value = fc.oneof(fc.constantFrom('', 'even', 'latest', 'p1'), fc.string())
      const fields = { q, tag: value, folder: value, label: value, uses: value }
      const query = fc.record(
        { ...fields, favourite: fc.boolean(), sort: fc.constantFrom(...sorts) },
        { requiredKeys: [] },
      )
      await fc.assert(
        fc.asyncProperty(query, fc.constantFrom(1, 2, 7), async (query, limit) => {
          const whole = await library.store.list({ ...query, limit: 100 })
          expect(whole.nextCursor).toBeNull()
          expect(whole.total).toEqual({ value: whole.items.length, exact: true })
          const names = whole.items.map(({ name }) => name)
          expect(await namesOf(library.store, query, limit)).toEqual(names)
          expect(new Set(names).size).toBe(names.length)
        }),
        { numRuns: 150 },
      )
    })
  })
}
