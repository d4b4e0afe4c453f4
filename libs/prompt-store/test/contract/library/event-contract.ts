import { describe, expect, test } from 'vitest'
import { ada, aPrompt, type MakeStore, useStore } from '../library-fixture.ts'

export function eventContract(makeStore: MakeStore) {
  describe('the feed of changes', () => {
    const library = useStore(makeStore)

    test('tells every change once, in order, by generation', async () => {
      const { store } = library
      const { id } = await store.create(aPrompt({ name: 'told' }), ada)
      await store.change('told', { name: 'retold' }, ada)
      await store.setLabel('told', 'beta', { version: 1 }, ada)
      await store.trash('told')
      await store.restore('retold')
      await store.trash('told')
      await store.purge({ id })
      const { events, complete } = await store.eventsAfter(0, 100)
      expect(complete).toBe(true)
      expect(events.map(({ type, name }) => [type, name])).toEqual([
        ['created', 'told'],
        ['changed', 'retold'],
        ['labelled', 'retold'],
        ['trashed', 'retold'],
        ['restored', 'retold'],
        ['trashed', 'retold'],
        ['purged', 'retold'],
      ])
      expect(new Set(events.map((event) => event.id))).toEqual(new Set([id]))
      expect(events.map(({ generation }) => generation)).toEqual([1, 2, 3, 4, 5, 6, 7])
      expect(events[0]?.at).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/)
    })

    test('tells which version a change is about, and of which label', async () => {
      const { store } = library
      const before = await store.generation()
      await store.create(aPrompt({ name: 'versioned' }), ada)
      await store.change('versioned', { messages: aPrompt({ text: 'newer' }).messages }, ada)
      await store.setLabel('versioned', 'beta', { version: 1 }, ada)
      await store.removeLabel('versioned', 'beta', 'no more', ada)
      await store.trash('versioned')
      const { events } = await store.eventsAfter(before, 10)
      expect(events.map(({ type, label, version }) => [type, label, version])).toEqual([
        ['created', null, 1],
        ['changed', null, 2],
        ['labelled', 'beta', 1],
        ['labelled', 'beta', null],
        ['trashed', null, null],
      ])
    })

    test('tells in which folder a change happened, and in which the prompt stood before', async () => {
      const { store } = library
      const before = await store.generation()
      const { id } = await store.create(aPrompt({ name: 'placed', folder: 'here' }), ada)
      await store.change('placed', { title: 'Placed' }, ada)
      await store.change('placed', { folder: 'there/below' }, ada)
      await store.trash('placed')
      await store.purge({ id })
      const { events } = await store.eventsAfter(before, 10)
      expect(events.map(({ type, folder, formerFolder }) => [type, folder, formerFolder])).toEqual([
        ['created', 'here', null],
        ['changed', 'here', null],
        ['changed', 'there/below', 'here'],
        ['trashed', 'there/below', null],
        ['purged', 'there/below', null],
      ])
    })

    test('goes on where one stopped, and is complete also when there is nothing more', async () => {
      const { store } = library
      await store.batch([], {}, ada)
      for (const name of ['e1', 'e2', 'e3']) await store.create(aPrompt({ name }), ada)
      const last = await store.generation()
      const { events } = await store.eventsAfter(last - 2, 1)
      expect(events.map(({ name }) => name)).toEqual(['e2'])
      expect(await store.eventsAfter(last, 10)).toEqual({ events: [], complete: true })
    })

    test('says so if it cannot know: of what is forgotten, and of another library', async () => {
      const { store } = library
      const future = (await store.generation()) + 1
      expect(await store.eventsAfter(future, 10)).toEqual({ events: [], complete: false })
    })

    test('has nothing of what was refused, or only tried', async () => {
      const { store } = library
      const before = await store.generation()
      await store.create(aPrompt({ name: 'told' }), ada)
      await store.create(aPrompt({ name: 'told' }), ada).catch(() => {})
      await store.import(aPrompt(), { source: 'a', key: 'b' }, ada, { dryRun: true })
      expect((await store.eventsAfter(before, 10)).events).toHaveLength(1)
    })
  })
}
