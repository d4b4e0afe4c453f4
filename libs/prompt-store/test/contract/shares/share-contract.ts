import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { makeVersions } from '../labels/versions-fixture.ts'
import { ada, aPrompt, codeOf, type MakeStore, useStore } from '../library-fixture.ts'

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')
const nextYear = new Date(Date.now() + 365 * 86_400_000).toISOString()
const justNow = new Date(Date.now() - 1_000).toISOString()

export function shareContract(makeStore: MakeStore) {
  describe('sharing', () => {
    const library = useStore(makeStore)
    const share = (prompt: string, token: string, fields: object = {}) =>
      library.store.createShare(
        { prompt, tokenHash: hashOf(token), expiresAt: null, ...fields },
        ada,
      )
    const shown = async (token: string) => {
      const opened = await library.store.openShare(hashOf(token))
      return opened && { n: opened.version.n, label: opened.label }
    }

    test('shows a pinned version for ever, and of a label whatever it stands on', async () => {
      const { store } = library
      await makeVersions(store, 'moving', 2)
      await store.setLabel('moving', 'beta', { version: 1 }, ada)
      await share('moving', 'pinned', { version: 1 })
      await share('moving', 'beta', { label: 'beta' })
      await share('moving', 'latest', { label: 'latest' })
      await share('moving', 'usual')
      expect(await shown('pinned')).toEqual({ n: 1, label: null })
      expect(await shown('beta')).toEqual({ n: 1, label: 'beta' })
      expect(await shown('latest')).toEqual({ n: 2, label: 'latest' })
      expect(await shown('usual')).toEqual({ n: 2, label: 'latest' })
      await store.setLabel('moving', 'beta', { version: 2 }, ada)
      await store.setLabel('moving', 'production', { version: 1 }, ada)
      await store.change('moving', { messages: aPrompt({ text: 'newer' }).messages }, ada)
      expect(await shown('pinned')).toEqual({ n: 1, label: null })
      expect(await shown('beta')).toEqual({ n: 2, label: 'beta' })
      expect(await shown('latest')).toEqual({ n: 3, label: 'latest' })
      expect(await shown('usual')).toEqual({ n: 1, label: 'production' })
    })

    test('shows the text, its variables and nothing of the rest of the library', async () => {
      const { store } = library
      await store.create(aPrompt({ name: 'secret', text: 'Not for you.' }), ada)
      const variables = [{ name: 'who', required: true }]
      const draft = aPrompt({ name: 'shown', text: 'Hi {{who}} {{> secret}}', variables })
      await store.create({ ...draft, folder: 'private', tags: ['hidden'] }, ada)
      const { id } = await share('shown', 'shown')
      const opened = await store.openShare(hashOf('shown'))
      expect(opened).toEqual({
        share: id,
        name: 'shown',
        title: 'A prompt',
        description: '',
        version: {
          n: 1,
          sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
          messages: draft.messages,
          variables: [expect.objectContaining({ name: 'who' })],
          modelConfig: {},
        },
        label: 'latest',
        expiresAt: null,
      })
      expect(JSON.stringify(opened)).not.toMatch(/Not for you|private|hidden/)
    })

    test('opens for nobody who has another token, however near', async () => {
      await library.store.create(aPrompt({ name: 'guessed' }), ada)
      await share('guessed', 'right')
      expect(await shown('right')).toBeDefined()
      for (const token of ['', 'righ', 'Right', 'right ']) {
        expect(await shown(token)).toBeUndefined()
      }
      expect(await library.store.openShare('')).toBeUndefined()
    })

    test('ends when its time is over, is revoked, or its label is removed', async () => {
      const { store } = library
      await makeVersions(store, 'ending', 1)
      await store.setLabel('ending', 'beta', { version: 1 }, ada)
      await share('ending', 'expired', { expiresAt: justNow })
      await share('ending', 'later', { expiresAt: nextYear })
      await share('ending', 'unlabelled', { label: 'beta' })
      const { id } = await share('ending', 'revoked')
      await store.removeLabel('ending', 'beta', '', ada)
      await store.revokeShare(id)
      expect(await shown('expired')).toBeUndefined()
      expect(await shown('unlabelled')).toBeUndefined()
      expect(await shown('revoked')).toBeUndefined()
      expect(await shown('later')).toBeDefined()
      expect(await codeOf(store.revokeShare(id))).toBe('PB_SHARE_NOT_FOUND')
      expect(await codeOf(store.revokeShare('never'))).toBe('PB_SHARE_NOT_FOUND')
      const { items } = await store.shares({ prompt: 'ending', limit: 10 })
      expect(items.map(({ expiresAt }) => expiresAt).sort()).toEqual([justNow, nextYear, null])
    })

    test('ends with a prompt in the trash, and comes back with it, but not after a purge', async () => {
      const { store } = library
      const { id } = await store.create(aPrompt({ name: 'thrown' }), ada)
      await share('thrown', 'thrown')
      await store.trash('thrown')
      expect(await shown('thrown')).toBeUndefined()
      await store.create(aPrompt({ name: 'thrown', text: 'Somebody else.' }), ada)
      expect(await shown('thrown')).toBeUndefined()
      await store.restore(id)
      expect(await shown('thrown')).toBeDefined()
      await store.trash(id)
      await store.purge({ id })
      expect(await shown('thrown')).toBeUndefined()
    })

    test('tells which links were opened since, each once and as it stands now', async () => {
      const { store } = library
      const prompt = await store.create(aPrompt({ name: 'opened' }), ada)
      const { last } = await store.openingsAfter(0, 10)
      const generation = await store.generation()
      const [one, two] = [await share('opened', 'o1'), await share('opened', 'o2')]
      for (const { id } of [one, two, one]) await store.noteShareView(id)
      const opened = await store.openingsAfter(last, 10)
      expect(opened.last).toBe(last + 3)
      const about = { prompt: prompt.id, name: 'opened', at: expect.stringMatching(/Z$/) }
      expect(opened.items).toEqual([
        { ...about, opening: last + 2, share: two.id, views: 1 },
        { ...about, opening: last + 3, share: one.id, views: 2 },
      ])
      expect((await store.openingsAfter(last, 1)).items).toHaveLength(1)
      expect((await store.openingsAfter(last + 2, 10)).items).toEqual([opened.items[1]])
      expect((await store.openingsAfter(opened.last, 10)).items).toEqual([])
      // Both were made meanwhile, and looking at them changed nothing.
      expect(await store.generation()).toBe(generation + 2)
    })

    test('is listed with its views, newest first, and never with what opens it', async () => {
      const { store } = library
      const before = (await store.shares({ limit: 1 })).total.value
      await store.create(aPrompt({ name: 'listed', title: 'Listed' }), ada)
      const made = []
      for (const token of ['l1', 'l2', 'l3']) made.push(await share('listed', token))
      await store.noteShareView(made[1]!.id)
      await store.noteShareView(made[1]!.id)
      const first = await store.shares({ prompt: 'listed', limit: 2 })
      expect(first.items.map(({ id }) => id)).toEqual([made[2]?.id, made[1]?.id])
      expect(first.items[1]).toEqual({
        id: made[1]?.id,
        prompt: 'listed',
        title: 'Listed',
        version: null,
        label: null,
        createdAt: made[1]?.createdAt,
        createdBy: 'ada',
        expiresAt: null,
        views: 2,
        lastViewedAt: expect.stringMatching(/Z$/),
      })
      const cursor = first.nextCursor ?? ''
      const second = await store.shares({ prompt: 'listed', limit: 2, cursor })
      expect(second).toMatchObject({ items: [{ id: made[0]?.id }], nextCursor: null })
      expect(second.total).toEqual({ value: 3, exact: true })
      const all = await store.shares({ limit: 100 })
      expect(all.total.value).toBe(before + 3)
      expect(JSON.stringify([first, all])).not.toContain(hashOf('l1').slice(0, 16))
      expect(await codeOf(store.shares({ limit: 2, cursor }))).toBe('PB_CURSOR_INVALID')
      expect(await codeOf(store.shares({ prompt: 'nobody', limit: 2 }))).toBe('PB_PROMPT_NOT_FOUND')
    })

    test('of what is not there is refused, and leaves nothing behind', async () => {
      const { store } = library
      await store.create(aPrompt({ name: 'refused' }), ada)
      const before = await store.generation()
      expect(await codeOf(share('nobody', 'r1'))).toBe('PB_PROMPT_NOT_FOUND')
      expect(await codeOf(share('refused', 'r2', { version: 2 }))).toBe('PB_VERSION_NOT_FOUND')
      expect(await codeOf(share('refused', 'r3', { label: 'beta' }))).toBe('PB_LABEL_NOT_FOUND')
      const both = { version: 1, label: 'latest' }
      expect(await codeOf(share('refused', 'r4', both))).toBe('PB_SELECTOR_AMBIGUOUS')
      expect(await store.generation()).toBe(before)
      expect((await store.shares({ prompt: 'refused', limit: 1 })).total.value).toBe(0)
    })

    test('is told as a change of the library, a view is not, and no prompt changes by it', async () => {
      const { store } = library
      const { generation } = await store.create(aPrompt({ name: 'told' }), ada)
      const { id } = await share('told', 'told')
      await store.noteShareView(id)
      await store.revokeShare(id)
      const { events } = await store.eventsAfter(generation, 10)
      expect(events.map(({ type, name }) => [type, name])).toEqual([
        ['shared', 'told'],
        ['unshared', 'told'],
      ])
      expect((await store.compose('told', {})).prompt.generation).toBe(generation)
    })

    test('under a key happens once, and answers the same', async () => {
      const { store } = library
      await store.create(aPrompt({ name: 'once' }), ada)
      const once = { key: 'share', fingerprint: 'a' }
      const wanted = { prompt: 'once', tokenHash: hashOf('once'), expiresAt: null }
      const first = await store.createShare(wanted, ada, once)
      const again = { ...wanted, tokenHash: hashOf('another') }
      expect(await store.createShare(again, ada, once)).toEqual(first)
      expect(await shown('another')).toBeUndefined()
      expect(await codeOf(store.createShare(wanted, ada))).toBe('PB_IDEMPOTENCY_KEY_REUSED')
    })

    test('takes over the links of an import, and one that was revoked stays so', async () => {
      const { store } = library
      const former = {
        tokenHash: hashOf('former'),
        createdAt: '2026-01-01T00:00:00.000Z',
        expiresAt: null,
        views: 7,
      }
      const prompt = { ...aPrompt({ name: 'former' }), labels: ['production'], shares: [former] }
      const origin = { source: 'a', key: 'former' }
      await store.import(prompt, origin, ada)
      expect(await shown('former')).toEqual({ n: 1, label: 'production' })
      const { items } = await store.shares({ prompt: 'former', limit: 10 })
      expect(items).toMatchObject([
        { views: 7, createdAt: former.createdAt, createdBy: 'ada', lastViewedAt: null },
      ])
      await store.revokeShare(items[0]!.id)
      await store.import(prompt, origin, ada)
      expect(await shown('former')).toBeUndefined()
    })
  })

  describe('whether anything is shared', () => {
    const library = useStore(makeStore)

    test('is known', async () => {
      const { store } = library
      expect(await store.hasOpenShares()).toBe(false)
      await store.create(aPrompt({ name: 'one' }), ada)
      const wanted = { prompt: 'one', tokenHash: 'a', expiresAt: justNow }
      await store.createShare(wanted, ada)
      expect(await store.hasOpenShares()).toBe(false)
      const { id } = await store.createShare({ ...wanted, tokenHash: 'b', expiresAt: null }, ada)
      expect(await store.hasOpenShares()).toBe(true)
      await store.revokeShare(id)
      expect(await store.hasOpenShares()).toBe(false)
    })
  })
}
