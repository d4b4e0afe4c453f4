import { describe, expect, test } from 'vitest'
import { ada, aPrompt, codeOf, type MakeStore, read, useStore } from '../library-fixture.ts'

export function purgeContract(makeStore: MakeStore) {
  describe('deleting for good', () => {
    const library = useStore(makeStore)

    test('takes one prompt in the trash with all that there is of it', async () => {
      const { store } = library
      await store.create(aPrompt({ name: 'other' }), ada)
      const origin = { source: 'a', key: 'b' }
      const share = { tokenHash: 'f', createdAt: '2026-01-01T00:00:00Z', expiresAt: null, views: 1 }
      const prompt = aPrompt({ name: 'doomed', text: '{{> other}}' })
      const imported = { ...prompt, labels: ['beta'], aliases: ['c d'], shares: [share] }
      await store.import(imported, origin, ada)
      await store.change('doomed', { name: 'renamed', variables: [{ name: 'v' }] }, ada)
      const before = await store.stats()
      const { id } = await store.trash('renamed')
      expect(await store.purge({ id })).toBe(1)
      const { prompts, versions } = before
      expect(await store.stats()).toMatchObject({
        prompts: prompts - 1,
        versions: versions - 2,
        trashed: 0,
      })
      expect(await codeOf(store.restore(id))).toBe('PB_PROMPT_NOT_FOUND')
      expect(await store.uses('other')).toEqual([])
      const { outcome } = await store.import(imported, origin, ada)
      expect(outcome).toBe('created')
    })

    test('is never done to a prompt that is not in the trash', async () => {
      const { store } = library
      const { id } = await store.create(aPrompt({ name: 'alive' }), ada)
      expect(await codeOf(store.purge({ id }))).toBe('PB_PROMPT_NOT_FOUND')
      expect(await codeOf(store.purge({ id: 'never' }))).toBe('PB_PROMPT_NOT_FOUND')
      expect(await store.purge({ before: Date.now() + 1e9 })).toBe(0)
      expect((await read(store, 'alive')).id).toBe(id)
    })

    test('takes all that went there before a time, however many', async () => {
      const { store } = library
      const names = Array.from({ length: 50 }, (_, i) => `old-${i}`)
      await Promise.all(names.map((name) => store.create(aPrompt({ name }), ada)))
      await store.batch(names, { trash: true }, ada)
      const { items } = await store.trashed({ limit: 1 })
      const before = Date.parse(items[0]!.trashedAt)
      expect(await store.purge({ before })).toBe(0)
      expect(await store.purge({ before: before + 1 })).toBe(50)
      expect((await store.trashed({ limit: 1 })).total.value).toBe(0)
    })
  })
}
