import { describe, expect, test } from 'vitest'
import { ada, aPrompt, type MakeStore, read, useStore } from '../library-fixture.ts'

export function noteUseContract(makeStore: MakeStore) {
  describe('noting uses', () => {
    const library = useStore(makeStore)

    test('keeps when a prompt was used last, and changes nothing else', async () => {
      const { store } = library
      const { usedAt, ...prompt } = await store.create(aPrompt({ name: 'used' }), ada)
      expect(usedAt).toBeNull()
      const { id } = prompt
      const [early, late] = [Date.parse('2026-01-01T00:00:00Z'), Date.parse('2026-02-01T00:00:00Z')]
      await store.noteUses([
        { id, at: late },
        { id, at: early },
        { id: 'gone', at: late },
      ])
      await store.noteUses([{ id, at: early }])
      const now = '2026-02-01T00:00:00.000Z'
      expect(await read(store, 'used')).toEqual({ ...prompt, usedAt: now })
      expect(await store.generation()).toBe(prompt.generation)
      expect((await store.list({ q: 'used', limit: 1 })).items).toMatchObject([{ usedAt: now }])
    })

    test('takes names, old ones too, and no time to come', async () => {
      const { store } = library
      await store.create(aPrompt({ name: 'first-name' }), ada)
      await store.change('first-name', { name: 'second-name' }, ada)
      const at = Date.parse('2026-02-01T00:00:00Z')
      await store.noteUsesByName([
        { name: 'first-name', at },
        { name: 'nobody', at },
      ])
      expect(await read(store, 'second-name')).toMatchObject({ usedAt: '2026-02-01T00:00:00.000Z' })
      await store.noteUsesByName([{ name: 'second-name', at: Date.parse('9999-01-01T00:00:00Z') }])
      const { usedAt } = await read(store, 'second-name')
      expect(Date.parse(usedAt ?? '')).toBeGreaterThan(at)
      expect(Date.parse(usedAt ?? '')).toBeLessThanOrEqual(Date.now())
    })

    test('nothing to note is nothing to do', async () => {
      await library.store.noteUses([])
      await library.store.noteUsesByName([])
    })
  })
}
