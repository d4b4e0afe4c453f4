import { beforeAll, describe, expect, test } from 'vitest'
import { ada, aPrompt, type MakeStore, namesOf, useStore } from './library-fixture.ts'

const prompts = [
  aPrompt({ name: 'shell', title: 'Terminal', text: 'Act as a Linux terminal.', tags: ['code'] }),
  aPrompt({ name: 'airport', title: 'Airport', text: 'Draw the terminals of an airport.' }),
  aPrompt({ name: 'gardens', title: 'Gardener', text: 'Plan a beautiful vegetable garden.' }),
  aPrompt({ name: 'russian', title: 'Переводчик', text: 'Переведи письмо.' }),
  aPrompt({ name: 'greek', title: 'Φιλόσοφος', text: 'Εξήγησε τη δημοκρατία.' }),
  aPrompt({ name: 'japanese', title: '日本語の先生', text: '料理を教える' }),
  aPrompt({ name: 'model', title: 'Compare', text: 'Compare gpt4o with the release of 2024.' }),
  aPrompt({ name: 'rare', title: 'Wordplay', text: 'form' }),
  aPrompt({ name: 'common-1', title: 'Wordplay', text: 'from' }),
  aPrompt({ name: 'common-2', title: 'Wordplay', text: 'from' }),
]

export function searchSpellingContract(makeStore: MakeStore) {
  describe('searching with words that are misspelt', () => {
    const library = useStore(makeStore)
    beforeAll(async () => {
      for (const prompt of prompts) await library.store.create(prompt, ada)
    })
    const search = async (q: string, fields = {}) => {
      const { items, corrected } = await library.store.list({ q, ...fields, limit: 100 })
      return { names: items.map(({ name }) => name).sort(), corrected }
    }

    test.each([
      ['two letters in the wrong order', 'temrinal', 'terminal'],
      ['a letter too few', 'termnal', 'terminal'],
      ['a letter too many', 'termiinal', 'terminal'],
      ['a wrong letter', 'tarminal', 'terminal'],
      ['a wrong first letter', 'yerminal', 'terminal'],
      ['no first letter', 'erminal', 'terminal'],
      ['capitals', 'TERMNIAL', 'terminal'],
    ])('%s: "%s" finds "%s"', async (_, q, corrected) => {
      expect(await search(q)).toEqual({ names: ['airport', 'shell'], corrected })
    })

    test.each([
      ['beutifull', 'beautiful'],
      ['vegtbale', 'vegetable'],
      ['beautifxxl', 'beautiful'],
      ['ebautifull', 'beautiful'],
      ['bxxutiful', 'beautiful'],
    ])('from eight letters on two edits are forgiven: "%s" finds "%s"', async (q, corrected) => {
      expect(await search(q)).toEqual({ names: ['gardens'], corrected })
    })

    test.each([
      ['gradn', 'below eight letters two are not'],
      ['abuetilful', 'three never are'],
      ['cat', 'below four letters none is'],
      ['2025', 'a number is never taken for another'],
      ['日本誤', 'three signs are too few as well'],
    ])('"%s" finds nothing: %s', async (q) => {
      expect(await search(q)).toEqual({ names: [], corrected: undefined })
    })

    test.each([
      ['temrin', 'termin'],
      ['vegat', 'veget'],
      ['beauitf', 'beautif'],
    ])('a word that is only begun, "%s", is taken for the beginning "%s"', async (q, corrected) => {
      expect((await search(q)).corrected).toBe(corrected)
      expect((await search(q)).names).not.toEqual([])
    })

    test.each([
      ['переовдчик', 'russian', 'переводчик'],
      ['Перевочик', 'russian', 'переводчик'],
      ['δημοκρατοα', 'greek', 'δημοκρατία'],
      ['日本後の先生', 'japanese', '日本語の先生'],
      ['gtp4o', 'model', 'gpt4o'],
    ])('letters of any writing, and digits among them: "%s"', async (q, name, corrected) => {
      expect(await search(q)).toEqual({ names: [name], corrected })
    })

    test('what is found as it is written is never taken for anything else', async () => {
      expect(await search('form')).toEqual({ names: ['rare'], corrected: undefined })
      expect(await search('terminals')).toEqual({ names: ['airport'], corrected: undefined })
    })

    test('of near words the one that finds most is taken', async () => {
      const expected = { names: ['common-1', 'common-2'], corrected: 'from' }
      expect(await search('ffrom')).toEqual(expected)
    })

    test('only the wrong words are replaced, up to three of them', async () => {
      expect(await search('linxu Terminal')).toEqual({
        names: ['shell'],
        corrected: 'linux Terminal',
      })
      const three = await search('beautifull vegetabel gardenn')
      expect(three).toEqual({ names: ['gardens'], corrected: 'beautiful vegetable garden' })
      const four = await search('gardenr beautifull vegetabel gardenn')
      expect(four).toEqual({ names: [], corrected: undefined })
    })

    test('a word that is known but leads nowhere with the others is replaced', async () => {
      expect(await search('linux terminals')).toEqual({
        names: ['shell'],
        corrected: 'linux terminal',
      })
      expect(await search('form wordplay', { tag: 'none' })).toEqual({
        names: [],
        corrected: undefined,
      })
    })

    test('the replacement finds something within the filters, or there is none', async () => {
      expect(await search('termnal tag:code')).toEqual({ names: ['shell'], corrected: 'terminal' })
      expect(await search('gardner', { tag: 'code' })).toEqual({ names: [], corrected: undefined })
    })

    test('every page shows and says the same, in any order', async () => {
      for (const sort of ['relevance', 'title', 'created', 'updated', 'used'] as const) {
        const first = await library.store.list({ q: 'termnal', sort, limit: 1 })
        const cursor = first.nextCursor!
        const second = await library.store.list({ q: 'termnal', sort, limit: 1, cursor })
        expect([first.corrected, second.corrected]).toEqual(['terminal', 'terminal'])
        const names = [...first.items, ...second.items].map(({ name }) => name)
        expect(names.toSorted()).toEqual(['airport', 'shell'])
        expect(second.nextCursor).toBeNull()
      }
    })

    test('words of new texts and titles are known at once, those in the trash are not', async () => {
      expect((await search('kaleidoscpe')).names).toEqual([])
      await library.store.create(aPrompt({ name: 'toy', text: 'A kaleidoscope.' }), ada)
      expect((await search('kaleidoscpe')).names).toEqual(['toy'])
      await library.store.change('toy', { title: 'Zoetrope' }, ada)
      expect((await search('zoetorpe')).names).toEqual(['toy'])
      const { id } = await library.store.trash('toy')
      expect((await search('zoetorpe')).names).toEqual([])
      await library.store.restore(id)
      expect(await namesOf(library.store, { q: 'zoetorpe' })).toEqual(['toy'])
    })
  })
}
