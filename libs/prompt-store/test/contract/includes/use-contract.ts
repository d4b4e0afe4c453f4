import type { PromptBinError } from '@promptbin/errors'
import { describe, expect, test } from 'vitest'
import { ada, aPrompt, type MakeStore, useStore } from '../library-fixture.ts'

export function useContract(makeStore: MakeStore) {
  describe('uses of a prompt', () => {
    const library = useStore(makeStore)

    test('are the newest and labelled versions that include it, of prompts not in the trash', async () => {
      const { store } = library
      await store.create(aPrompt({ name: 'base' }), ada)
      const text = '{{> base}} {{> base@1}}'
      await store.create(aPrompt({ name: 'twice', title: 'Twice', text }), ada)
      await store.create(aPrompt({ name: 'labelled', title: 'Labelled', text: '{{> base}}' }), ada)
      await store.setLabel('labelled', 'beta', { version: 1 }, ada)
      for (const name of ['formerly', 'trashed']) {
        await store.create(aPrompt({ name, text: '{{> base}}' }), ada)
      }
      await store.trash('trashed')
      const messages = aPrompt({ text: 'no more' }).messages
      for (const name of ['labelled', 'formerly']) await store.change(name, { messages }, ada)
      await store.change('base', { name: 'renamed' }, ada)
      expect(await store.uses('renamed')).toEqual([
        { name: 'labelled', title: 'Labelled', reference: 'base' },
        { name: 'twice', title: 'Twice', reference: 'base' },
        { name: 'twice', title: 'Twice', reference: 'base@1' },
      ])
      expect(await store.uses('twice')).toEqual([])
    })

    test('keep it out of the trash, and the first ten of them are named', async () => {
      const { store } = library
      const { generation } = await store.create(aPrompt({ name: 'busy' }), ada)
      const names = Array.from({ length: 12 }, (_, i) => `user-${String.fromCharCode(97 + i)}`)
      for (const name of names) await store.create(aPrompt({ name, text: '{{> busy}}' }), ada)
      const error = await store.trash('busy').then(
        () => undefined,
        (error: PromptBinError) => error,
      )
      expect(error).toMatchObject({ code: 'PB_PROMPT_IN_USE', status: 409 })
      expect(error?.message).toContain(`${names.slice(0, 10).join(', ')} and 2 more`)
      const trashed = await store.trash('busy', { evenIfUsed: true, expected: generation })
      expect(trashed.name).toBe('busy')
    })
  })
}
