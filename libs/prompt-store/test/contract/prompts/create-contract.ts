import { contentHash } from '@promptbin/prompts'
import { describe, expect, test } from 'vitest'
import { ada, aPrompt, codeOf, type MakeStore, read, useStore } from '../library-fixture.ts'

export function createContract(makeStore: MakeStore) {
  describe('creating and reading', () => {
    const library = useStore(makeStore)

    test('a prompt comes back as it was given, with its first version', async () => {
      const given = aPrompt({
        name: 'complete',
        title: 'Complete',
        description: 'All fields',
        folder: 'work/mail',
        tags: ['b', 'a c', 'ß"\\%_*'],
        messages: [
          { role: 'system', text: 'Be brief.' },
          { role: 'user', text: 'Write to {{name}}.' },
        ],
        variables: [{ name: 'name', description: 'To whom', required: false, default: 'Bo' }],
        message: 'first try',
      })
      const created = await library.store.create(given, { author: 'bo', client: 'browser' })
      const { messages, variables, modelConfig, message, ...about } = given
      expect(created).toMatchObject({ ...about, variables, latest: 1 })
      expect(created.version).toEqual({
        n: 1,
        sha256: contentHash({ messages, variables, modelConfig }),
        messages,
        variables,
        modelConfig,
        message,
        author: 'bo',
        client: 'browser',
        createdAt: created.createdAt,
      })
      expect(created.updatedAt).toBe(created.createdAt)
      expect(await read(library.store, 'complete')).toEqual(created)
    })

    test('an id is a UUID of version 7, so that ids sort by age', async () => {
      const { id } = await library.store.create(aPrompt(), ada)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    })

    test.each([
      ['a decomposed accent', 'cafe\u0301'],
      ['a byte order mark', '\uFEFFtext'],
      ['separators of lines and paragraphs', 'a\u2028b\u2029c\r\nd\te'],
      ['writing from right to left', '\u202Eabc\u202C \u05D0'],
      ['pictures and rare characters', '👩‍👩‍👧 \u{10FFFF} \uFFFD'],
      ['what SQL or JSON might take for its own', `';--"%_*\\u0041 {"a":1} NULL`],
    ])('text keeps %s to the last byte', async (_, text) => {
      const { name } = await library.store.create(aPrompt({ text, description: text }), ada)
      const prompt = await read(library.store, name)
      expect(prompt.version.messages).toEqual([{ role: 'user', text }])
      expect(prompt.description).toBe(text)
    })

    test('a prompt of a million characters is no problem', async () => {
      const text = 'long '.repeat(200_000)
      const { name } = await library.store.create(aPrompt({ text }), ada)
      expect((await read(library.store, name)).version.messages[0]?.text).toBe(text)
    })

    test('without a name one is derived from the title, and counted on if it is in use', async () => {
      const titled = aPrompt({ title: 'Größe & Gewicht' })
      const first = await library.store.create(titled, ada)
      const second = await library.store.create(titled, ada)
      const third = await library.store.create(titled, ada)
      expect(second.name).toBe(`${first.name}-2`)
      expect(third.name).toBe(`${first.name}-3`)
    })

    test('prompts of one title created at once all get names of their own', async () => {
      const same = aPrompt({ title: 'All at once' })
      const created = await Promise.all(
        Array.from({ length: 20 }, () => library.store.create(same, ada)),
      )
      expect(new Set(created.map(({ name }) => name)).size).toBe(20)
    })

    test('a name in use is refused, and nothing is left of the attempt', async () => {
      await library.store.create(aPrompt({ name: 'taken' }), ada)
      const before = await library.store.stats()
      const attempt = library.store.create(aPrompt({ name: 'taken', text: 'other' }), ada)
      expect(await codeOf(attempt)).toBe('PB_NAME_TAKEN')
      expect(await library.store.stats()).toEqual(before)
    })

    test('a prompt or version that does not exist is not found', async () => {
      await library.store.create(aPrompt({ name: 'one-version' }), ada)
      expect(await codeOf(read(library.store, 'no-such-prompt'))).toBe('PB_PROMPT_NOT_FOUND')
      expect(await codeOf(read(library.store, 'one-version', 2))).toBe('PB_VERSION_NOT_FOUND')
      expect(await codeOf(library.store.versions('no-such-prompt'))).toBe('PB_PROMPT_NOT_FOUND')
    })
  })
}
