import { describe, expect, test } from 'vitest'
import { ada, aPrompt, codeOf, type MakeStore, read, useStore } from '../library-fixture.ts'

const said = (text: string) => ({ messages: [{ role: 'user' as const, text }] })

export function revertContract(makeStore: MakeStore) {
  describe('going back to an old version', () => {
    const library = useStore(makeStore)

    test('its content becomes the newest version, and history stays', async () => {
      const { store } = library
      const first = await store.create(
        aPrompt({ name: 'undo', text: 'one', modelConfig: { a: 1 }, variables: [{ name: 'v' }] }),
        ada,
      )
      await store.change('undo', { ...said('two'), modelConfig: {}, title: 'Two' }, ada)
      const third = await store.revert('undo', 1, 'back again', ada)
      const { messages, variables, modelConfig, sha256 } = first.version
      expect(third).toMatchObject({ title: 'Two', latest: 3 })
      expect(third.version).toMatchObject({ n: 3, messages, variables, modelConfig, sha256 })
      expect(third.version.message).toBe('back again')
      expect((await store.versions('undo')).map(({ n }) => n)).toEqual([3, 2, 1])
    })

    test('what is newest already changes nothing', async () => {
      const { store } = library
      const only = await store.create(aPrompt({ name: 'only' }), ada)
      expect(await store.revert('only', 1, '', ada)).toEqual(only)
    })

    test('a version that is not there, or a state that was not seen, is refused', async () => {
      const { store } = library
      const { generation } = await store.create(aPrompt({ name: 'seen' }), ada)
      await store.change('seen', said('two'), ada)
      expect(await codeOf(store.revert('seen', 3, '', ada))).toBe('PB_VERSION_NOT_FOUND')
      expect(await codeOf(store.revert('seen', 1, '', ada, generation))).toBe('PB_PROMPT_CHANGED')
      expect((await read(store, 'seen')).latest).toBe(2)
    })

    test('what the old version includes means what it meant', async () => {
      const { store } = library
      const part = await store.create(aPrompt({ name: 'part', text: 'old part' }), ada)
      await store.create(aPrompt({ name: 'whole', text: '{{> part}}' }), ada)
      await store.change('whole', said('nothing'), ada)
      await store.trash('part')
      await store.create(aPrompt({ name: 'part', text: 'new part' }), ada)
      await store.revert('whole', 1, '', ada)
      expect((await store.compose('whole', {})).included).toMatchObject([{ version: null }])
      await store.restore(part.id)
      expect((await store.compose('whole', {})).included).toMatchObject([
        { name: 'part-2', version: { messages: [{ text: 'old part' }] } },
      ])
    })
  })
}
