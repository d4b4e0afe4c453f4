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

export function trashContract(makeStore: MakeStore) {
  describe('throwing away', () => {
    const library = useStore(makeStore)

    test('a prompt in the trash is nowhere to be found', async () => {
      await library.store.create(
        aPrompt({ name: 'gone', tags: ['rubbish'], text: 'wastepaper' }),
        ada,
      )
      const before = await library.store.stats()
      await library.store.trash('gone')
      expect(await codeOf(read(library.store, 'gone'))).toBe('PB_PROMPT_NOT_FOUND')
      expect(await codeOf(library.store.change('gone', {}, ada))).toBe('PB_PROMPT_NOT_FOUND')
      expect(await codeOf(library.store.versions('gone'))).toBe('PB_PROMPT_NOT_FOUND')
      expect(await namesOf(library.store)).not.toContain('gone')
      expect(await namesOf(library.store, { q: 'wastepaper' })).toEqual([])
      expect(await namesOf(library.store, { tag: 'rubbish' })).toEqual([])
      const after = await library.store.stats()
      expect(after).toMatchObject({ prompts: before.prompts - 1, versions: before.versions - 1 })
      expect(after.generation).toBeGreaterThan(before.generation)
    })

    test('its name is free for another prompt, with a history of its own', async () => {
      const first = await library.store.create(aPrompt({ name: 'reused', text: 'one' }), ada)
      await library.store.change('reused', { messages: [{ role: 'user', text: 'two' }] }, ada)
      await library.store.trash('reused')
      const second = await library.store.create(aPrompt({ name: 'reused', text: 'three' }), ada)
      expect(second.id).not.toBe(first.id)
      expect(second.generation).toBeGreaterThan(first.generation)
      expect(await library.store.versions('reused')).toHaveLength(1)
      await library.store.trash('reused')
      await library.store.create(aPrompt({ name: 'reused' }), ada)
    })

    test('one that has changed since it was seen is not thrown away', async () => {
      const seen = await library.store.create(aPrompt({ name: 'improved' }), ada)
      const kept = await library.store.change('improved', { title: 'Improved' }, ada)
      const late = library.store.trash('improved', { expected: seen.generation })
      expect(await codeOf(late)).toBe('PB_PROMPT_CHANGED')
      expect(await read(library.store, 'improved')).toEqual(kept)
      await library.store.trash('improved', { expected: kept.generation })
    })

    test('what is not there, or is in the trash already, is not found', async () => {
      await library.store.create(aPrompt({ name: 'twice' }), ada)
      await library.store.trash('twice')
      expect(await codeOf(library.store.trash('twice'))).toBe('PB_PROMPT_NOT_FOUND')
      expect(await codeOf(library.store.trash('never'))).toBe('PB_PROMPT_NOT_FOUND')
    })
  })
}
