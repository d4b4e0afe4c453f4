import type { PromptBinError } from '@promptbin/errors'
import { describe, expect, test } from 'vitest'
import type { PromptStore } from '../../../src/index.ts'
import {
  ada,
  aPrompt,
  codeOf,
  type MakeStore,
  namesOf,
  read,
  useStore,
} from '../library-fixture.ts'

const said = (text: string) => ({ messages: [{ role: 'user' as const, text }] })

/** What is included, as texts within texts; `null` where there is none. */
async function tree(store: PromptStore, name: string, selector = {}) {
  type Included = Awaited<ReturnType<PromptStore['compose']>>['included']
  const shortly = (included: Included): unknown[] =>
    included.map(({ reference, version, included: deeper }) => [
      reference,
      version?.messages[0]?.text ?? null,
      ...(deeper.length > 0 ? [shortly(deeper)] : []),
    ])
  return shortly((await store.compose(name, selector)).included)
}

export function includeContract(makeStore: MakeStore) {
  describe('including', () => {
    const library = useStore(makeStore)

    test('a version, a label or the default one of another prompt, at any depth', async () => {
      const { store } = library
      await store.create(aPrompt({ name: 'tone', text: 'tone 1' }), ada)
      await store.change('tone', said('tone 2'), ada)
      await store.change('tone', said('tone 3'), ada)
      await store.setLabel('tone', 'beta', { version: 2 }, ada)
      const text = '{{> tone}} {{>tone@1}} {{> tone@beta }} {{> tone@latest}} {{> tone}}'
      await store.create(aPrompt({ name: 'voice', text }), ada)
      await store.create(aPrompt({ name: 'speech', text: '{{> voice}}' }), ada)
      const voice = [
        ['tone', 'tone 3'],
        ['tone@1', 'tone 1'],
        ['tone@beta', 'tone 2'],
        ['tone@latest', 'tone 3'],
      ]
      expect(await tree(store, 'voice')).toEqual(voice)
      expect(await tree(store, 'speech')).toEqual([['voice', text, voice]])
      await store.setLabel('tone', 'production', { version: 1 }, ada)
      expect((await tree(store, 'voice'))[0]).toEqual(['tone', 'tone 1'])
    })

    test('the summary has the variables of all that is included, its own before theirs', async () => {
      const { store } = library
      const variables = [{ name: 'a' }, { name: 'b', default: 'theirs' }]
      await store.create(aPrompt({ name: 'theirs', variables }), ada)
      const own = [{ name: 'b', default: 'mine' }]
      const made = await store.create(
        aPrompt({ name: 'mine', text: '{{> theirs}}', variables: own }),
        ada,
      )
      expect(made.variables).toEqual([{ name: 'b', default: 'mine' }, { name: 'a' }])
      expect(made.version.variables).toEqual(own)
      await store.change('theirs', { variables: [{ name: 'c' }] }, ada)
      const { items } = await store.list({ q: 'mine', limit: 1 })
      expect(items[0]?.variables).toEqual([{ name: 'b', default: 'mine' }, { name: 'c' }])
    })

    test('a reference keeps its meaning whatever is renamed, and whoever takes the name', async () => {
      const { store } = library
      await store.create(aPrompt({ name: 'logo', text: 'the logo' }), ada)
      await store.create(aPrompt({ name: 'flyer', text: '{{> logo}}' }), ada)
      await store.change('logo', { name: 'brand' }, ada)
      expect((await store.compose('flyer', {})).included[0]).toMatchObject({
        reference: 'logo',
        name: 'brand',
      })
      await store.trash('brand', { evenIfUsed: true })
      await store.create(aPrompt({ name: 'logo', text: 'another logo' }), ada)
      expect(await tree(store, 'flyer')).toEqual([['logo', null]])
      await store.restore('brand')
      expect(await tree(store, 'flyer')).toEqual([['logo', 'the logo']])
    })

    test('what is not there is refused, with its message and the way to it', async () => {
      const { store } = library
      await store.create(aPrompt({ name: 'there' }), ada)
      const before = await store.stats()
      const messages = [
        { role: 'system' as const, text: 'fine: {{> there}}' },
        {
          role: 'user' as const,
          parts: [{ text: 'x' }, { text: '{{> not-there}} {{> there@2}}' }],
        },
      ]
      const error: PromptBinError = await store
        .create(aPrompt({ name: 'hopeful', messages }), ada)
        .then(
          () => undefined as never,
          (error) => error,
        )
      expect(error).toMatchObject({ code: 'PB_INCLUDE_NOT_FOUND', status: 422 })
      expect(error.message).toContain('hopeful → not-there')
      expect(error.fields.map(({ pointer }) => pointer)).toEqual(['/messages/1', '/messages/1'])
      expect(error.fields[1]?.message).toContain('there@2')
      const label = store.create(aPrompt({ text: '{{> there@beta}}' }), ada)
      expect(await codeOf(label)).toBe('PB_INCLUDE_NOT_FOUND')
      expect(await store.stats()).toEqual(before)
    })

    test('what stands for nothing may go on to do so, until it can stand for something', async () => {
      const { store } = library
      const imported = aPrompt({ name: 'old-text', text: '{{> some-day}}' })
      const { notes } = await store.import(imported, { source: 'a', key: 'old-text' }, ada)
      expect(notes).toEqual([expect.stringContaining('some-day')])
      const edited = await store.change('old-text', said('{{> some-day}} and more'), ada)
      expect(edited.latest).toBe(2)
      expect(await tree(store, 'old-text')).toEqual([])
      const more = store.change('old-text', said('{{> some-day}} {{> never}}'), ada)
      expect(await codeOf(more)).toBe('PB_INCLUDE_NOT_FOUND')
      await store.create(aPrompt({ name: 'some-day', text: 'today' }), ada)
      expect(await tree(store, 'old-text')).toEqual([])
      expect((await store.change('old-text', { title: 'New' }, ada)).latest).toBe(2)
      const saved = await store.change('old-text', edited.version, ada)
      expect(saved.latest).toBe(3)
      expect(await tree(store, 'old-text')).toEqual([['some-day', 'today']])
      expect(await tree(store, 'old-text', { version: 2 })).toEqual([])
    })

    test('a label or a prompt that has gone leaves a reference that means nothing', async () => {
      const { store } = library
      await store.create(aPrompt({ name: 'gone' }), ada)
      await store.setLabel('gone', 'beta', { version: 1 }, ada)
      const left = await store.create(aPrompt({ name: 'left', text: '{{> gone@beta}}' }), ada)
      await store.removeLabel('gone', 'beta', '', ada)
      expect(await tree(store, 'left')).toEqual([['gone@beta', null]])
      const { id } = await store.trash('gone', { evenIfUsed: true })
      expect(await tree(store, 'left')).toEqual([['gone@beta', null]])
      await store.purge({ id })
      expect(await tree(store, 'left')).toEqual([['gone@beta', null]])
      expect(await read(store, 'left')).toEqual(left)
      const kept = await store.change('left', said('Still {{> gone@beta}}'), ada)
      expect(kept.latest).toBe(2)
    })

    test('a search can ask what uses a prompt, in its newest or a labelled version', async () => {
      const { store } = library
      await store.create(aPrompt({ name: 'used' }), ada)
      await store.create(aPrompt({ name: 'user-1', text: '{{> used}}' }), ada)
      await store.create(aPrompt({ name: 'user-2', text: '{{> used}}' }), ada)
      await store.setLabel('user-2', 'production', { version: 1 }, ada)
      for (const name of ['user-1', 'user-2']) await store.change(name, said('no more'), ada)
      expect(await namesOf(store, { uses: 'used' })).toEqual(['user-2'])
      await store.change('used', { name: 'used-again' }, ada)
      expect(await namesOf(store, { uses: 'used' })).toEqual(['user-2'])
    })
  })
}
