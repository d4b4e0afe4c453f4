import { beforeAll, describe, expect, test } from 'vitest'
import { ada, aPrompt, type MakeStore, namesOf, useStore } from '../library-fixture.ts'

export function withinContract(makeStore: MakeStore) {
  describe('within some folders', () => {
    const library = useStore(makeStore)
    const within = ['team/blog', 'drafts']
    const variable = { name: 'owner', type: 'string', description: 'Whose?' } as const

    beforeAll(async () => {
      const { store } = library
      const secret = { name: 'secret', folder: 'team', text: 'The treasure of {{owner}}.' }
      await store.create(aPrompt({ ...secret, variables: [variable] }), ada)
      await store.create(aPrompt({ name: 'base', folder: 'drafts', text: 'A base.' }), ada)
      const text = '{{> base}} {{> secret}} and a {{> base}} again'
      await store.create(aPrompt({ name: 'article', folder: 'team/blog', text }), ada)
      await store.create(aPrompt({ name: 'beside', folder: 'team/blogs' }), ada)
      await store.change('secret', { name: 'renamed' }, ada)
    })

    test.each(['relevance', 'updated', 'title', 'useful'] as const)(
      'a list by %s has what stands there alone, on every page and in every number',
      async (sort) => {
        const { store } = library
        expect((await namesOf(store, { within, sort }, 1)).sort()).toEqual(['article', 'base'])
        const page = await store.list({ within, sort, limit: 1 })
        expect(page.total).toEqual({ value: 2, exact: true })
        expect(await namesOf(store, { within, sort, folder: 'team' })).toEqual(['article'])
        expect(await namesOf(store, { within: [], sort })).toEqual([])
      },
    )

    test('a search finds nothing else, and corrects no word by what stands elsewhere', async () => {
      const { store } = library
      expect(await namesOf(store, { q: 'treasure' })).toEqual(['renamed'])
      expect(await store.list({ q: 'treasure', within, limit: 10 })).toMatchObject({ items: [] })
      expect(await store.list({ q: 'treasuer', limit: 10 })).toMatchObject({
        corrected: 'treasure',
      })
      const misspelt = await store.list({ q: 'treasuer', within, limit: 10 })
      expect(misspelt).not.toHaveProperty('corrected')
      expect(await namesOf(store, { uses: 'secret' })).toEqual(['article'])
      expect(await namesOf(store, { uses: 'secret', within })).toEqual([])
      expect(await namesOf(store, { uses: 'base', within })).toEqual(['article'])
    })

    test('a prompt elsewhere is not there, by name, old name or id', async () => {
      const { store } = library
      const { prompt } = await store.compose('renamed', {})
      for (const name of ['renamed', 'secret', prompt.id]) {
        await expect(store.compose(name, {}, within)).rejects.toMatchObject({
          code: 'PB_PROMPT_NOT_FOUND',
        })
      }
    })

    test('what is included from elsewhere has neither text, variables nor the name of today', async () => {
      const { store } = library
      const whole = await store.compose('article', {})
      expect(whole.prompt.variables).toMatchObject([variable])
      const part = await store.compose('article', {}, within)
      expect(part.prompt.variables).toEqual([])
      expect(part.included).toMatchObject([
        { reference: 'base', name: 'base', version: { n: 1 } },
        { reference: 'secret', name: 'secret', version: null, included: [] },
      ])
      const { items } = await store.list({ within, folder: 'team/blog', limit: 10 })
      expect(items).toMatchObject([{ name: 'article', variables: [] }])
    })
  })
}
