import { describe, expect, test } from 'vitest'
import {
  ada,
  aPrompt,
  codeOf,
  type MakeStore,
  namesOf,
  read,
  useStore,
} from '../library-fixture.ts'

export function restoreContract(makeStore: MakeStore) {
  describe('the trash', () => {
    const library = useStore(makeStore)

    test('shows what went there last first, and until when it stays', async () => {
      const { store } = library
      for (const name of ['t1', 't2', 't3']) {
        await store.create(aPrompt({ name, title: name, folder: 'f', tags: ['t'] }), ada)
      }
      for (const name of ['t2', 't1', 't3']) await store.trash(name)
      const first = await store.trashed({ limit: 2 })
      expect(first).toMatchObject({ total: { value: 3, exact: true } })
      const { trashedAt, expiresAt, ...item } = first.items[0]!
      expect(item).toEqual({
        id: expect.any(String),
        name: 't3',
        title: 't3',
        folder: 'f',
        tags: ['t'],
        latest: 1,
      })
      expect(Date.parse(expiresAt) - Date.parse(trashedAt)).toBe(30 * 24 * 60 * 60 * 1_000)
      await store.create(aPrompt({ name: 't4' }), ada)
      await store.trash('t4')
      const second = await store.trashed({ limit: 2, cursor: first.nextCursor! })
      expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(['t3', 't1', 't2'])
      expect(second.nextCursor).toBeNull()
      for (const cursor of ['', 'x', (await store.list({ limit: 1 })).nextCursor ?? 'y']) {
        expect(await codeOf(store.trashed({ limit: 2, cursor }))).toBe('PB_CURSOR_INVALID')
      }
    })

    test('gives a prompt back as it was, by its name or its id', async () => {
      const { store } = library
      await store.create(aPrompt({ name: 'lost', text: 'wanted', favourite: true }), ada)
      await store.change('lost', { name: 'found', tags: ['x'] }, ada)
      const before = await store.setLabel('found', 'beta', { version: 1 }, ada)
      for (const key of ['found', before.id]) {
        await store.trash('found')
        expect(await namesOf(store, { q: 'wanted' })).toEqual([])
        const restored = await store.restore(key)
        const { generation } = restored
        expect(restored).toEqual({ ...before, generation })
        expect(generation).toBeGreaterThan(before.generation)
        expect(await read(store, 'lost')).toEqual(restored)
        expect(await namesOf(store, { q: 'wanted', tag: 'x' })).toEqual(['found'])
      }
    })

    test('of several of one name gives back the latest, under a new name if that is taken', async () => {
      const { store } = library
      for (const text of ['one', 'two', 'three']) {
        await store.create(aPrompt({ name: 'many', text }), ada)
        await store.trash('many')
      }
      await store.create(aPrompt({ name: 'many', text: 'four' }), ada)
      const restored = await store.restore('many')
      expect(restored).toMatchObject({ name: 'many-2', aliases: [] })
      expect(restored.version.messages[0]?.text).toBe('three')
      expect((await store.restore('many')).name).toBe('many-3')
    })

    test('gives back of its old names those that nobody has taken', async () => {
      const { store } = library
      await store.create(aPrompt({ name: 'x1' }), ada)
      await store.change('x1', { name: 'x2' }, ada)
      await store.change('x2', { name: 'x3' }, ada)
      await store.trash('x3')
      await store.create(aPrompt({ name: 'x2' }), ada)
      expect(await store.restore('x3')).toMatchObject({ name: 'x3', aliases: ['x1'] })
      expect((await read(store, 'x2')).name).toBe('x2')
    })

    test('has nothing to give back of what is not in it', async () => {
      const { store } = library
      const { id } = await store.create(aPrompt({ name: 'here' }), ada)
      for (const key of ['here', id, 'never']) {
        expect(await codeOf(store.restore(key))).toBe('PB_PROMPT_NOT_FOUND')
      }
    })
  })
}
