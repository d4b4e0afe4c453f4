import { describe, expect, test } from 'vitest'
import { ada, aPrompt, codeOf, type MakeStore, useStore } from '../library-fixture.ts'

const once = (key: string, fingerprint = 'f') => ({ key, fingerprint })

export function onceContract(makeStore: MakeStore) {
  describe('a change under a key', () => {
    const library = useStore(makeStore)

    test('happens once, and answers every time what it answered first', async () => {
      const { store } = library
      const prompt = aPrompt({ title: 'Once' })
      const first = await store.create(prompt, ada, once('create'))
      await store.change('once', { title: 'Changed since' }, ada)
      expect(await store.create(prompt, ada, once('create'))).toEqual(first)
      expect((await store.stats()).prompts).toBe(1)
    })

    test('that comes many times at the same moment happens once', async () => {
      const { store } = library
      const prompt = aPrompt({ title: 'Burst' })
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => store.create(prompt, ada, once('burst'))),
      )
      expect(new Set(answers.map(({ id }) => id)).size).toBe(1)
    })

    test('refuses another request under its key', async () => {
      const { store } = library
      await store.create(aPrompt({ name: 'mine' }), ada, once('key', 'one'))
      const other = store.create(aPrompt({ name: 'other' }), ada, once('key', 'two'))
      expect(await codeOf(other)).toBe('PB_IDEMPOTENCY_KEY_REUSED')
      const trash = store.batch(['mine'], { trash: true }, ada, once('key', 'three'))
      expect(await codeOf(trash)).toBe('PB_IDEMPOTENCY_KEY_REUSED')
    })

    test('that was refused may be tried again', async () => {
      const { store } = library
      await store.create(aPrompt({ name: 'taken' }), ada)
      const attempt = () => store.create(aPrompt({ name: 'taken' }), ada, once('again'))
      expect(await codeOf(attempt())).toBe('PB_NAME_TAKEN')
      await store.trash('taken')
      expect((await attempt()).name).toBe('taken')
    })

    test('may be an edit, and then succeeds again although its state is past', async () => {
      const { store } = library
      const { generation } = await store.create(aPrompt({ name: 'edited' }), ada)
      const edit = () => store.change('edited', { title: 'New' }, ada, generation, once('edit'))
      const first = await edit()
      expect(await edit()).toEqual(first)
      expect(await store.generation()).toBe(first.generation)
    })

    test('may be any that makes something new', async () => {
      const { store } = library
      await store.create(aPrompt({ name: 'all' }), ada)
      await store.setLabel('all', 'beta', { version: 1 }, ada)
      await store.removeLabel('all', 'beta', '', ada)
      const twice = async (change: () => Promise<unknown>) => {
        const first = await change()
        const generation = await store.generation()
        expect(await change()).toEqual(first)
        expect(await store.generation()).toBe(generation)
      }
      await twice(() => store.duplicate('all', {}, ada, once('duplicate')))
      await twice(() => store.rollBackLabel('all', 'beta', '', ada, once('roll back')))
      await twice(() => store.batch(['all'], { trash: true }, ada, once('batch')))
      await twice(() => store.restore('all', once('restore')))
    })
  })
}
