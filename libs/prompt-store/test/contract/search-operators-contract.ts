import { beforeAll, describe, expect, test } from 'vitest'
import type { PromptStore } from '../../src/index.ts'
import { ada, aPrompt, type MakeStore, namesOf, useStore } from './library-fixture.ts'

async function fill(store: PromptStore) {
  const about = { text: 'Answer the question.' }
  await store.create(aPrompt({ ...about, name: 'base', title: 'Base' }), ada)
  await store.create(aPrompt({ ...about, name: 'red', tags: ['red', 'two words'] }), ada)
  await store.create(aPrompt({ ...about, name: 'both', tags: ['red', 'blue'], folder: 'a/b' }), ada)
  await store.create(aPrompt({ ...about, name: 'blue', tags: ['blue'], folder: 'a' }), ada)
  await store.create(aPrompt({ name: 'user', text: 'Read {{> base}} twice.' }), ada)
  await store.change('both', { favourite: true }, ada)
  await store.change('user', { favourite: true }, ada)
  await store.setLabel('red', 'production', { version: 1 }, ada)
  await store.setLabel('both', 'production', { version: 1 }, ada)
  await store.setLabel('blue', 'staging', { version: 1 }, ada)
}

const all = ['base', 'blue', 'both', 'red', 'user']

export function searchOperatorsContract(makeStore: MakeStore) {
  describe('narrowing a search down', () => {
    const library = useStore(makeStore)
    beforeAll(() => fill(library.store))
    const found = async (query: Parameters<typeof namesOf>[1]) =>
      (await namesOf(library.store, query)).sort()

    test.each([
      ['tag:red', ['both', 'red']],
      ['tag:red tag:blue', ['both']],
      ['tag:"two words"', ['red']],
      ['tag:two words', []],
      ['folder:a', ['blue', 'both']],
      ['folder:a/b', ['both']],
      ['label:production', ['both', 'red']],
      ['label:staging', ['blue']],
      ['label:nowhere', []],
      ['label:latest', all],
      ['uses:base', ['user']],
      ['uses:user', []],
      ['uses:nobody', []],
      ['is:favourite', ['both', 'user']],
      ['is:favourite tag:red folder:a label:production', ['both']],
      ['question', ['base', 'blue', 'both', 'red']],
      ['question tag:blue', ['blue', 'both']],
      ['tag:blue quest', ['blue', 'both']],
      ['question is:favourite', ['both']],
      ['twice uses:base', ['user']],
      ['*** tag:red', []],
    ])('%s finds %j', async (q, expected) => {
      expect(await found({ q })).toEqual(expected)
    })

    test.each([
      [{ tag: 'red' }, ['both', 'red']],
      [{ folder: 'a' }, ['blue', 'both']],
      [{ label: 'production' }, ['both', 'red']],
      [{ label: 'latest' }, all],
      [{ uses: 'base' }, ['user']],
      [{ uses: 'nobody' }, []],
      [{ favourite: true }, ['both', 'user']],
      [{ favourite: false }, ['base', 'blue', 'red']],
      [{ favourite: false, tag: 'red' }, ['red']],
      [{ favourite: false, q: 'question' }, ['base', 'blue', 'red']],
      [{ q: 'tag:red', tag: 'blue' }, ['both']],
      [{ q: 'folder:a/b', folder: 'a' }, ['both']],
      [{ q: 'label:production', label: 'staging' }, []],
      [{ q: 'is:favourite', favourite: false }, []],
      [{ tag: '', folder: '', label: '', uses: '' }, all],
    ])('%j finds %j, in every order', async (query, expected) => {
      for (const sort of ['updated', 'created', 'used', 'title', 'relevance'] as const) {
        expect(await found({ ...query, sort })).toEqual(expected)
      }
      const { total } = await library.store.list({ ...query, limit: 1 })
      expect(total).toEqual({ value: expected.length, exact: true })
    })

    test('a prompt is used under any name that leads to it', async () => {
      const { id } = await library.store.change('base', { name: 'basis' }, ada)
      for (const name of ['basis', 'base', id]) {
        expect(await found({ uses: name })).toEqual(['user'])
        expect(await found({ q: `uses:${name}` })).toEqual(['user'])
      }
    })

    test('a label that moves away or a favourite that is none any more is found no longer', async () => {
      await library.store.removeLabel('blue', 'staging', '', ada)
      expect(await found({ label: 'staging' })).toEqual([])
      await library.store.change('user', { favourite: false }, ada)
      expect(await found({ favourite: true })).toEqual(['both'])
    })

    test('more tags than a prompt can have find nothing', async () => {
      const q = Array.from({ length: 60 }, (_, i) => `tag:t${i}`).join(' ')
      expect(await found({ q })).toEqual([])
    })
  })
}
