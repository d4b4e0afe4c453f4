import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { ada, aPrompt, type MakeStore, namesOf, read, useStore } from './library-fixture.ts'

const prompts = [
  aPrompt({
    name: 'linux-terminal',
    title: 'Linux Terminal',
    text: 'I want you to act as a shell.',
  }),
  aPrompt({ name: 'shell-guide', title: 'Guide', text: 'Explain the Linux terminal to a child.' }),
  aPrompt({ name: 'cafe', title: 'Menu', text: 'Design the menu of a café in Zürich.' }),
  aPrompt({ name: 'tagged', title: 'Other', tags: ['Data Science'], folder: 'work/mail' }),
  aPrompt({ name: 'described', title: 'Other', description: 'For gardeners', folder: 'work' }),
  aPrompt({ name: 'dotted', title: 'Version 2.0 (C++) — it’s here!', text: 'snake_case naïve' }),
  aPrompt({
    name: 'chat',
    title: 'Chat',
    messages: [
      { role: 'system', text: 'First thing' },
      { role: 'user', text: 'Second matter' },
      { role: 'assistant', text: 'Third affair' },
    ],
  }),
  aPrompt({ name: 'hindi', title: 'पत्र', text: 'हिलकर नमस्ते लिखें' }),
  aPrompt({ name: 'japanese', title: '日本語の先生', text: '料理を教える' }),
]

export function searchContract(makeStore: MakeStore) {
  describe('searching', () => {
    const library = useStore(makeStore)
    beforeAll(async () => {
      for (const prompt of prompts) await library.store.create(prompt, ada)
    })
    const found = async (q: string) => (await namesOf(library.store, { q })).sort()

    test.each([
      ['linux', ['linux-terminal', 'shell-guide']],
      ['TERMINAL linux', ['linux-terminal', 'shell-guide']],
      ['linux child', ['shell-guide']],
      ['cafe zurich', ['cafe']],
      ['CAFÉ', ['cafe']],
      ['cafe\u0301', ['cafe']],
      ['science', ['tagged']],
      ['data-science', ['tagged']],
      ['gardeners', ['described']],
      ['dotted', ['dotted']],
      ['c++', ['dotted']],
      ["it's 2.0", ['dotted']],
      ['case', ['dotted']],
      ['naive', ['dotted']],
      ['first second third', ['chat']],
      ['日本', ['japanese']],
      ['नमस्ते', ['hindi']],
      ['लिखें नमस्ते', ['hindi']],
      ['हिलक', ['hindi']],
    ])('"%s" finds what has all its words, in any field', async (q, expected) => {
      expect(await found(q)).toEqual(expected)
    })

    test('the last word may be only begun, the others may not', async () => {
      expect(await found('linux term')).toEqual(['linux-terminal', 'shell-guide'])
      expect(await found('linux t')).toEqual([])
      expect(await found('lin terminal')).toEqual([])
      expect(await found('li')).toEqual(['linux-terminal', 'shell-guide'])
      expect(await found('gardenersxyz')).toEqual([])
    })

    test('a word in the title counts more than one in the text', async () => {
      expect(await namesOf(library.store, { q: 'linux terminal' })).toEqual([
        'linux-terminal',
        'shell-guide',
      ])
    })

    test('a match in the text is shown between U+0002 and U+0003', async () => {
      const { items } = await library.store.list({ q: 'zurich', limit: 1 })
      expect(items[0]?.snippet).toBe('Design the menu of a café in \u0002Zürich\u0003.')
      const { snippet, ...summary } = items[0]!
      const { version, aliases, ...expected } = await read(library.store, 'cafe')
      expect(summary).toEqual(expected)
    })

    test('without a match in the text there is nothing to show of it', async () => {
      const { items } = await library.store.list({ q: 'gardeners', limit: 1 })
      expect(items[0]).not.toHaveProperty('snippet')
    })

    test('tag and folder narrow a search down', async () => {
      const q = 'other'
      expect(await namesOf(library.store, { q, folder: 'work' })).toHaveLength(2)
      expect(await namesOf(library.store, { q, folder: 'work/mail' })).toEqual(['tagged'])
      expect(await namesOf(library.store, { q, tag: 'Data Science' })).toEqual(['tagged'])
      expect(await namesOf(library.store, { q, tag: 'Science' })).toEqual([])
      expect(await namesOf(library.store, { q: 'nothing', folder: 'work' })).toEqual([])
    })

    test('without a word, a search finds nothing; without text, it lists everything', async () => {
      expect(await found('***')).toEqual([])
      expect(await found('🎉')).toEqual([])
      expect(await found('')).toHaveLength(prompts.length)
      expect(await found(' \t\n')).toHaveLength(prompts.length)
    })

    test.each([
      '"',
      '""',
      "'",
      '*',
      'a*',
      '^a',
      '-a',
      '+a',
      'NOT',
      'a AND',
      'OR',
      'NEAR(',
      'NEAR(a b, 5)',
      'title:',
      'title:linux',
      'marks:x',
      '{title} : a',
      '(',
      ')',
      'a)',
      '\\',
      '%',
      '_',
      '\0',
      'a\0b',
      '\uD800',
      'a\uDFFFb',
      '\u0002',
      ';--',
      "');DROP TABLE prompt;--",
      '\u{1F468}\u200D',
      '\u0301',
      '\uE000',
      'x'.repeat(100_000),
    ])('%j is only words, never syntax', async (q) => {
      const page = await library.store.list({ q, limit: 100 })
      expect(page.total).toEqual({ value: page.items.length, exact: true })
    })

    test('ten thousand words are no more work than a few', async () => {
      const q = Array.from({ length: 10_000 }, (_, i) => `word${i}`).join(' ')
      expect(await found(q)).toEqual([])
    })

    test('whatever is searched for, a search answers', async () => {
      const text = fc.string({ unit: 'binary', maxLength: 40 })
      await fc.assert(
        fc.asyncProperty(text, text, text, async (q, tag, folder) => {
          const page = await library.store.list({ q, tag, folder, limit: 100 })
          expect(page.items.length).toBe(page.total.value)
        }),
      )
    })

    test('an edited text is found by its new words and no longer by its old ones', async () => {
      await library.store.create(aPrompt({ name: 'moving', text: 'before' }), ada)
      expect(await found('before')).toEqual(['moving'])
      await library.store.change(
        'moving',
        { messages: aPrompt({ text: 'afterwards' }).messages },
        ada,
      )
      expect(await found('before')).toEqual([])
      expect(await found('afterwards')).toEqual(['moving'])
    })
  })
}
