import { describe, expect, test } from 'vitest'
import { ada, aPrompt, type MakeStore, read, useStore } from '../library-fixture.ts'

const importer = { author: 'local', client: 'import' }

/** A prompt of one collection under a key. */
const from = (key: string, source = 'collection') => ({ source, key })

export function importContract(makeStore: MakeStore) {
  describe('importing', () => {
    const library = useStore(makeStore)

    test('the same content twice changes nothing', async () => {
      const prompt = aPrompt({ title: 'Poet', tags: ['art'], text: 'Rhyme.' })
      const first = await library.store.import(prompt, from('poet'), importer)
      expect(first).toEqual({ outcome: 'created', name: 'poet', notes: [] })
      const before = await read(library.store, 'poet')
      expect(before.version).toMatchObject({ n: 1, ...importer })
      const second = await library.store.import(prompt, from('poet'), importer)
      expect(second).toEqual({ outcome: 'skipped', name: 'poet', notes: [] })
      expect(await read(library.store, 'poet')).toEqual(before)
      expect(await library.store.generation()).toBe(before.generation)
    })

    test('what changed only at its source is taken over, new text as a new version', async () => {
      await library.store.import(aPrompt({ title: 'Chef', text: 'Cook.' }), from('chef'), importer)
      const newer = aPrompt({ title: 'Chef', text: 'Cook well.' })
      const updated = await library.store.import(newer, from('chef'), importer)
      expect(updated).toEqual({ outcome: 'updated', name: 'chef', notes: [] })
      expect((await read(library.store, 'chef')).version).toMatchObject({ n: 2, ...importer })
      const renamed = aPrompt({ title: 'Head chef', text: 'Cook well.' })
      expect((await library.store.import(renamed, from('chef'), importer)).outcome).toBe('updated')
      expect(await read(library.store, 'chef')).toMatchObject({ title: 'Head chef', latest: 2 })
      expect((await library.store.import(renamed, from('chef'), importer)).outcome).toBe('skipped')
    })

    test.each([
      ['text', { messages: [{ role: 'user' as const, text: 'Mine.' }] }],
      ['title', { title: 'Mine' }],
      ['tags', { tags: ['mine'] }],
    ])('what was edited here (%s) is never overwritten', async (what, edit) => {
      const key = `edited-${what}`
      const theirs = aPrompt({ title: key, text: 'Theirs.' })
      await library.store.import(theirs, from(key), importer)
      const mine = await library.store.change(key, edit, ada)
      const newer = aPrompt({ title: key, text: 'Theirs, newer.' })
      for (const again of [theirs, newer, newer]) {
        const outcome = await library.store.import(again, from(key), importer)
        const told = again === theirs ? [] : [expect.stringContaining('edited here')]
        expect(outcome).toEqual({ outcome: 'skipped', name: key, notes: told })
      }
      expect(await read(library.store, key)).toEqual(mine)
    })

    test('an edit that was taken back no longer stands in the way', async () => {
      const theirs = aPrompt({ title: 'Undone', text: 'Theirs.' })
      await library.store.import(theirs, from('undone'), importer)
      await library.store.change('undone', { title: 'Mine' }, ada)
      await library.store.change('undone', { title: 'Undone' }, ada)
      const newer = aPrompt({ title: 'Undone', text: 'Newer.' })
      expect((await library.store.import(newer, from('undone'), importer)).outcome).toBe('updated')
    })

    test('when both sides came to the same text, later ones follow the source again', async () => {
      await library.store.import(aPrompt({ title: 'Both', text: '1' }), from('both'), importer)
      const mine = await library.store.change(
        'both',
        { messages: aPrompt({ text: '2' }).messages },
        ada,
      )
      const same = aPrompt({ title: 'Both', text: '2' })
      expect((await library.store.import(same, from('both'), importer)).outcome).toBe('skipped')
      expect(await read(library.store, 'both')).toEqual(mine)
      const newer = aPrompt({ title: 'Both', text: '3' })
      expect((await library.store.import(newer, from('both'), importer)).outcome).toBe('updated')
    })

    test('what was thrown away here does not come back', async () => {
      const prompt = aPrompt({ title: 'Unwanted', text: '1' })
      await library.store.import(prompt, from('unwanted'), importer)
      await library.store.trash('unwanted')
      const before = await library.store.stats()
      const newer = { ...prompt, ...aPrompt({ title: 'Unwanted', text: '2' }) }
      for (const again of [prompt, newer]) {
        const outcome = await library.store.import(again, from('unwanted'), importer)
        const notes = [expect.stringContaining('in the trash')]
        expect(outcome).toEqual({ outcome: 'skipped', name: 'unwanted', notes })
      }
      expect(await library.store.stats()).toEqual(before)
    })

    test('a name that is taken here, even one that is asked for, becomes another', async () => {
      await library.store.create(aPrompt({ name: 'pilot' }), ada)
      const named = aPrompt({ name: 'pilot', title: 'Pilot' })
      const first = await library.store.import(named, from('pilot'), importer)
      expect(first).toEqual({ outcome: 'created', name: 'pilot-2', notes: [] })
      const second = await library.store.import(named, from('pilot', 'elsewhere'), importer)
      expect(second).toEqual({ outcome: 'created', name: 'pilot-3', notes: [] })
    })

    test('two imports of one collection at once make each prompt once', async () => {
      const once = () =>
        Promise.all(
          Array.from({ length: 20 }, (_, i) =>
            library.store.import(aPrompt({ title: `Twin ${i}` }), from(`twin-${i}`), importer),
          ),
        )
      const outcomes = (await Promise.all([once(), once()])).flat()
      expect(outcomes.filter(({ outcome }) => outcome === 'created')).toHaveLength(20)
      expect(outcomes.filter(({ outcome }) => outcome === 'skipped')).toHaveLength(20)
    })

    test('what its source knows of a prompt comes with it', async () => {
      const { store } = library
      const known = {
        ...aPrompt({ title: 'Known', favourite: true }),
        aliases: ['20240101_a b', 'known-before', 'known'],
        labels: ['production', 'latest'],
        createdAt: '2024-01-01T10:00:00.000Z',
        updatedAt: '2024-02-01T10:00:00.000Z',
      }
      await store.import(known, from('known'), importer)
      const prompt = await read(store, '20240101_a b')
      const { createdAt, updatedAt } = known
      expect(prompt).toMatchObject({ name: 'known', createdAt, updatedAt, favourite: true })
      expect(prompt.aliases).toEqual(['20240101_a b', 'known-before'])
      expect(prompt.labels).toEqual([{ name: 'production', version: 1, protected: false }])
      expect(prompt.version.createdAt).toBe(updatedAt)
      expect(await store.labelMoves('known')).toMatchObject([
        { label: 'production', from: null, to: 1, ...importer },
      ])
    })

    test('another name that is taken here stays with whom it is, and that is told', async () => {
      const { store } = library
      const owner = await store.create(aPrompt({ name: 'owned' }), ada)
      const prompt = { ...aPrompt({ title: 'Claims' }), aliases: ['owned', 'free'] }
      const { notes } = await store.import(prompt, from('claims'), importer)
      expect(notes).toEqual([expect.stringContaining('owned')])
      expect(await read(store, 'owned')).toEqual(owner)
      expect((await read(store, 'free')).name).toBe('claims')
    })

    test('other names that are new at the source are added, once', async () => {
      const { store } = library
      const prompt = aPrompt({ title: 'Grows' })
      await store.import(prompt, from('grows'), importer)
      const more = { ...prompt, aliases: ['grown'] }
      expect((await store.import(more, from('grows'), importer)).outcome).toBe('updated')
      expect((await read(store, 'grown')).name).toBe('grows')
      expect((await store.import(more, from('grows'), importer)).outcome).toBe('skipped')
    })

    test('settings for a model are part of what is compared', async () => {
      const { store } = library
      const prompt = aPrompt({ title: 'Settings', modelConfig: { a: 1 } })
      await store.import(prompt, from('settings'), importer)
      const other = { ...prompt, modelConfig: { a: 2 } }
      expect((await store.import(other, from('settings'), importer)).outcome).toBe('updated')
      expect((await read(store, 'settings')).version).toMatchObject({ n: 2, modelConfig: { a: 2 } })
    })

    test('includes of what is here mean it, others stay as they are written and are told', async () => {
      const { store } = library
      await store.create(aPrompt({ name: 'present' }), ada)
      const prompt = aPrompt({ title: 'Includes', text: '{{> present}} {{> absent}}' })
      const { notes } = await store.import(prompt, from('includes'), importer)
      expect(notes).toEqual([expect.stringContaining('"absent"')])
      const { included } = await store.compose('includes', {})
      expect(included.map(({ reference }) => reference)).toEqual(['present'])
    })

    test('a dry run tells what would happen, and changes nothing', async () => {
      const { store } = library
      const prompt = aPrompt({ title: 'Trial', text: '{{> absent}}' })
      const before = await store.stats()
      const tried = await store.import(prompt, from('trial'), importer, { dryRun: true })
      expect(tried).toMatchObject({ outcome: 'created', name: 'trial' })
      expect(tried.notes).toHaveLength(1)
      expect(await store.stats()).toEqual(before)
      expect(await store.import(prompt, from('trial'), importer)).toEqual(tried)
      const again = await store.import(prompt, from('trial'), importer, { dryRun: true })
      expect(again.outcome).toBe('skipped')
    })
  })
}
