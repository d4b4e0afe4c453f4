import { describe, expect, test } from 'vitest'
import { ada, aPrompt, codeOf, type MakeStore, read, useStore } from '../library-fixture.ts'

const bo = { author: 'bo', client: 'browser' }
const said = (text: string) => ({ messages: [{ role: 'user' as const, text }] })

export function changeContract(makeStore: MakeStore) {
  describe('changing', () => {
    const library = useStore(makeStore)

    test('new text makes a new version, and the old one stays as it was', async () => {
      const first = await library.store.create(aPrompt({ name: 'texts', text: 'one' }), ada)
      const edit = { ...said('two'), message: 'why' }
      const second = await library.store.change('texts', edit, bo)
      expect(second.version).toMatchObject({ n: 2, message: 'why', ...said('two'), ...bo })
      expect(second.generation).toBeGreaterThan(first.generation)
      expect(await read(library.store, 'texts')).toEqual(second)
      expect((await read(library.store, 'texts', 1)).version).toEqual(first.version)
    })

    test('new variables make a new version, which the summary shows whatever version is read', async () => {
      await library.store.create(aPrompt({ name: 'variables' }), ada)
      const variables = [{ name: 'tone', default: 'kind' }]
      const changed = await library.store.change('variables', { variables }, ada)
      expect(changed).toMatchObject({ latest: 2, variables, version: { n: 2, variables } })
      const old = await read(library.store, 'variables', 1)
      expect(old).toMatchObject({ latest: 2, variables, version: { n: 1, variables: [] } })
    })

    test('a new title, description, folder or tag needs no new version', async () => {
      const before = await library.store.create(aPrompt({ name: 'about' }), ada)
      const edit = { title: 'New', description: 'New', folder: 'new', tags: ['new'] }
      const after = await library.store.change('about', edit, ada)
      expect(after).toMatchObject({ ...edit, latest: 1, version: before.version })
      expect(after.generation).toBeGreaterThan(before.generation)
    })

    test('an edit without a difference changes nothing at all', async () => {
      const fields = { name: 'same', title: 'Same', tags: ['x'], text: 'same' }
      const before = await library.store.create(aPrompt(fields), ada)
      const { name, ...edit } = aPrompt({ ...fields, message: 'saved again' })
      expect(await library.store.change('same', edit, bo)).toEqual(before)
      expect(await library.store.change('same', {}, bo)).toEqual(before)
      expect(await library.store.generation()).toBe(before.generation)
    })

    test('going back to an older text makes one more version', async () => {
      await library.store.create(aPrompt({ name: 'back', text: 'one' }), ada)
      await library.store.change('back', said('two'), ada)
      const back = await library.store.change('back', said('one'), ada)
      expect(back.version).toMatchObject({ n: 3, ...said('one') })
    })

    test('the history lists the versions, newest first, without their text', async () => {
      await library.store.create(aPrompt({ name: 'history', text: 'one', message: 'a' }), ada)
      await library.store.change('history', { ...said('two'), message: 'b' }, bo)
      const versions = await library.store.versions('history')
      expect(versions).toMatchObject([
        { n: 2, message: 'b', ...bo },
        { n: 1, message: 'a', ...ada },
      ])
      expect(Object.keys(versions[0]!).sort()).toEqual([
        'author',
        'client',
        'createdAt',
        'message',
        'n',
        'sha256',
      ])
    })

    test('a change of what is no longer there is refused, and leaves nothing behind', async () => {
      const seen = await library.store.create(aPrompt({ name: 'stale', text: 'one' }), ada)
      const kept = await library.store.change('stale', said('two'), ada, seen.generation)
      const late = library.store.change('stale', said('three'), ada, seen.generation)
      expect(await codeOf(late)).toBe('PB_PROMPT_CHANGED')
      expect(await read(library.store, 'stale')).toEqual(kept)
      expect(await library.store.generation()).toBe(kept.generation)
    })

    test('a change elsewhere in the library does not make a change stale', async () => {
      const seen = await library.store.create(aPrompt({ name: 'mine' }), ada)
      await library.store.create(aPrompt({ name: 'theirs' }), bo)
      const changed = await library.store.change('mine', said('new'), ada, seen.generation)
      expect(changed.latest).toBe(2)
    })

    test('a prompt that does not exist cannot be changed', async () => {
      expect(await codeOf(library.store.change('nobody', {}, ada))).toBe('PB_PROMPT_NOT_FOUND')
    })

    test('of a hundred people who change what they all saw, exactly one succeeds', async () => {
      const seen = await library.store.create(aPrompt({ name: 'contested' }), ada)
      const outcomes = await Promise.all(
        Array.from({ length: 100 }, (_, i) =>
          codeOf(library.store.change('contested', said(`by ${i}`), ada, seen.generation)),
        ),
      )
      expect(outcomes.filter((code) => code === undefined)).toHaveLength(1)
      expect(outcomes.filter((code) => code === 'PB_PROMPT_CHANGED')).toHaveLength(99)
      expect((await read(library.store, 'contested')).latest).toBe(2)
    })

    test('of a hundred changes at once, none is lost', async () => {
      await library.store.create(aPrompt({ name: 'busy' }), ada)
      const texts = Array.from({ length: 100 }, (_, i) => `by ${i}`)
      const changed = await Promise.all(
        texts.map((text) => library.store.change('busy', said(text), ada)),
      )
      expect(changed.map(({ version }) => version.messages[0]?.text)).toEqual(texts)
      const numbers = (await library.store.versions('busy')).map(({ n }) => n)
      expect(numbers).toEqual(Array.from({ length: 101 }, (_, i) => 101 - i))
      expect(new Set(changed.map(({ generation }) => generation)).size).toBe(100)
    })
  })
}
