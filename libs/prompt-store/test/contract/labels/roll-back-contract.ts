import { describe, expect, test } from 'vitest'
import { ada, codeOf, type MakeStore, useStore } from '../library-fixture.ts'
import { makeVersions } from './versions-fixture.ts'

export function rollBackContract(makeStore: MakeStore) {
  describe('rolling a label back', () => {
    const library = useStore(makeStore)
    const standsOn = async (name: string) =>
      (await library.store.compose(name, {})).prompt.labels.map(({ version }) => version)

    test('puts it where it stood before, and is a move like any other', async () => {
      const { store } = library
      await makeVersions(store, 'back', 3)
      await store.setLabel('back', 'production', { version: 1 }, ada)
      await store.setLabel('back', 'production', { version: 3 }, ada)
      await store.rollBackLabel('back', 'production', 'it was worse', ada)
      expect(await standsOn('back')).toEqual([1])
      const [move] = await store.labelMoves('back')
      expect(move).toMatchObject({ from: 3, to: 1, reason: 'it was worse' })
      await store.rollBackLabel('back', 'production', 'it was not', ada)
      expect(await standsOn('back')).toEqual([3])
    })

    test('brings a removed label back', async () => {
      const { store } = library
      await makeVersions(store, 'removed', 2)
      await store.setLabel('removed', 'beta', { version: 2 }, ada)
      await store.removeLabel('removed', 'beta', '', ada)
      await store.rollBackLabel('removed', 'beta', '', ada)
      expect(await standsOn('removed')).toEqual([2])
    })

    test('is refused where there is nothing to go back to', async () => {
      const { store } = library
      await makeVersions(store, 'nowhere', 2)
      const rollBack = (label: string) => codeOf(store.rollBackLabel('nowhere', label, '', ada))
      expect(await rollBack('beta')).toBe('PB_LABEL_NOT_FOUND')
      expect(await rollBack('latest')).toBe('PB_LABEL_RESERVED')
      await store.setLabel('nowhere', 'beta', { version: 1 }, ada)
      expect(await rollBack('beta')).toBe('PB_LABEL_NO_EARLIER')
      await store.setLabel('nowhere', 'beta', { version: 2, protected: true }, ada)
      expect(await rollBack('beta')).toBe('PB_LABEL_PROTECTED')
      expect(await standsOn('nowhere')).toEqual([2])
    })
  })
}
