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
import { makeVersions } from './versions-fixture.ts'

const bo = { author: 'bo', client: 'browser' }

export function labelContract(makeStore: MakeStore) {
  describe('labels', () => {
    const library = useStore(makeStore)

    test('stand on versions and move, and every move is kept with who and why', async () => {
      const { store } = library
      const { generation } = await makeVersions(store, 'moved', 3)
      const set = await store.setLabel('moved', 'beta', { version: 2, reason: 'try' }, bo)
      expect(set.labels).toEqual([{ name: 'beta', version: 2, protected: false }])
      expect(set.generation).toBeGreaterThan(generation)
      expect(set.version.n).toBe(3)
      await store.setLabel('moved', 'beta', { version: 3 }, ada)
      const removed = await store.removeLabel('moved', 'beta', 'tried', ada)
      expect(removed.labels).toEqual([])
      const moves = await store.labelMoves('moved')
      const at = expect.any(String)
      expect(moves).toEqual([
        { label: 'beta', from: 3, to: null, ...ada, reason: 'tried', at },
        { label: 'beta', from: 2, to: 3, ...ada, reason: '', at },
        { label: 'beta', from: null, to: 2, ...bo, reason: 'try', at },
      ])
      await store.setLabel('moved', 'alpha', { version: 1 }, ada)
      expect(await store.labelMoves('moved', 'beta')).toEqual(moves)
      expect(await store.labelMoves('moved', 'alpha')).toHaveLength(1)
      expect(await store.labelMoves('moved', 'gamma')).toEqual([])
    })

    test('without version or label, production is meant if it is set, else the newest', async () => {
      const { store } = library
      await makeVersions(store, 'rule', 3)
      const meant = async (selector = {}) => {
        const { label, prompt } = await store.compose('rule', selector)
        return [label, prompt.version.n, prompt.defaultVersion]
      }
      expect(await meant()).toEqual(['latest', 3, 3])
      await store.setLabel('rule', 'production', { version: 1 }, ada)
      expect(await meant()).toEqual(['production', 1, 1])
      expect(await meant({ label: 'latest' })).toEqual(['latest', 3, 1])
      expect(await meant({ label: 'production' })).toEqual(['production', 1, 1])
      expect(await meant({ version: 2 })).toEqual([null, 2, 1])
      await store.removeLabel('rule', 'production', '', ada)
      expect(await meant()).toEqual(['latest', 3, 3])
    })

    test('what cannot be chosen is refused', async () => {
      const { store } = library
      await makeVersions(store, 'choice', 2)
      const chosen = (selector: object) => codeOf(store.compose('choice', selector))
      expect(await chosen({ version: 3 })).toBe('PB_VERSION_NOT_FOUND')
      expect(await chosen({ version: 0 })).toBe('PB_VERSION_NOT_FOUND')
      expect(await chosen({ label: 'beta' })).toBe('PB_LABEL_NOT_FOUND')
      expect(await chosen({ version: 1, label: 'latest' })).toBe('PB_SELECTOR_AMBIGUOUS')
    })

    test('the summary shows the variables of the default version', async () => {
      const { store } = library
      await store.create(aPrompt({ name: 'vars', variables: [{ name: 'one' }] }), ada)
      await store.change('vars', { variables: [{ name: 'two' }] }, ada)
      expect((await read(store, 'vars')).variables).toEqual([{ name: 'two' }])
      const labelled = await store.setLabel('vars', 'production', { version: 1 }, ada)
      expect(labelled.variables).toEqual([{ name: 'one' }])
      expect(labelled.version.variables).toEqual([{ name: 'two' }])
    })

    test('where a label stands already changes nothing', async () => {
      const { store } = library
      await makeVersions(store, 'same', 2)
      const first = await store.setLabel('same', 'beta', { version: 1 }, ada)
      expect(await store.setLabel('same', 'beta', { version: 1, reason: 'x' }, ada)).toEqual(first)
      expect(await store.setLabel('same', 'beta', {}, ada)).toEqual(first)
      expect(await store.labelMoves('same')).toHaveLength(1)
    })

    test('what cannot be set or removed is refused, and nothing is left of the attempt', async () => {
      const { store } = library
      const { generation } = await makeVersions(store, 'refused', 2)
      const set = (label: string, to: object, expected?: number) =>
        codeOf(store.setLabel('refused', label, to, ada, expected))
      expect(await set('latest', { version: 1 })).toBe('PB_LABEL_RESERVED')
      expect(await set('beta', { version: 3 })).toBe('PB_VERSION_NOT_FOUND')
      expect(await set('beta', { version: 0 })).toBe('PB_VERSION_NOT_FOUND')
      expect(await set('beta', { protected: true })).toBe('PB_LABEL_NOT_FOUND')
      expect(await set('beta', { version: 1 }, generation - 1)).toBe('PB_PROMPT_CHANGED')
      const remove = (label: string) => codeOf(store.removeLabel('refused', label, '', ada))
      expect(await remove('latest')).toBe('PB_LABEL_RESERVED')
      expect(await remove('beta')).toBe('PB_LABEL_NOT_FOUND')
      expect(await store.labelMoves('refused')).toEqual([])
      expect((await read(store, 'refused')).generation).toBe(generation)
    })

    test('a protected label neither moves nor goes until its protection is taken off', async () => {
      const { store } = library
      await makeVersions(store, 'safe', 2)
      await store.setLabel('safe', 'production', { version: 1, protected: true }, ada)
      const move = (to: object) => codeOf(store.setLabel('safe', 'production', to, ada))
      expect(await move({ version: 2 })).toBe('PB_LABEL_PROTECTED')
      expect(await move({ version: 2, protected: false })).toBe('PB_LABEL_PROTECTED')
      expect(await codeOf(store.removeLabel('safe', 'production', '', ada))).toBe(
        'PB_LABEL_PROTECTED',
      )
      const free = await store.setLabel('safe', 'production', { protected: false }, ada)
      expect(free.labels).toEqual([{ name: 'production', version: 1, protected: false }])
      expect(await store.labelMoves('safe')).toHaveLength(1)
      expect(await move({ version: 2 })).toBeUndefined()
    })

    test('a search can ask for a label, as long as it stands', async () => {
      const { store } = library
      await makeVersions(store, 'found', 1)
      await store.setLabel('found', 'canary', { version: 1 }, ada)
      expect(await namesOf(store, { label: 'canary' })).toEqual(['found'])
      await store.removeLabel('found', 'canary', '', ada)
      expect(await namesOf(store, { label: 'canary' })).toEqual([])
    })
  })
}
