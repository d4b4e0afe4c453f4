import type { Asker } from '@promptbin/security'
import { describe, expect, test } from 'vitest'
import { ada, aPrompt, codeOf, type MakeStore, useStore } from '../library-fixture.ts'

const asker: Asker = {
  actor: 'token:laptop',
  kind: 'token',
  face: 'cli',
  address: '127.0.0.1',
  client: 'promptbin',
  requestId: 'r-1',
}

/** What everybody may rely on of the audit trail, whatever the database is. */
export function auditContract(makeStore: MakeStore) {
  describe('what is done is written down with it', () => {
    const counted: string[] = []
    const used = useStore(() =>
      makeStore({ asker: () => asker, onAudit: (outcomes) => counted.push(...outcomes) }),
    )
    const newest = async (limit = 1) => (await used.store.audit({ limit })).items

    test('a token, with who made it and without what it is', async () => {
      const expiresAt = '2099-01-01T00:00:00.000Z'
      const key = { hash: 'a'.repeat(64), ending: 'wxyz' }
      await used.store.createToken({ name: 'desk', scopes: ['admin'], expiresAt, ...key }, ada)
      await used.store.revokeToken('desk')
      const [revoked, made] = await newest(2)
      expect(made).toMatchObject({ ...asker, action: 'token.create', target: 'desk', seq: 1 })
      expect(made?.after).toMatchObject({ scopes: ['admin'], ending: 'wxyz', expiresAt })
      expect(JSON.stringify(made)).not.toContain('a'.repeat(64))
      expect(revoked).toMatchObject({ action: 'token.revoke', target: 'desk', outcome: 'done' })
      expect(revoked?.previous).toBe(made?.hash)
    })

    test('a share, a protected label and the trash', async () => {
      const { name, id } = await used.store.create(aPrompt({ name: 'shown' }), ada)
      const link = { prompt: name, tokenHash: 'b'.repeat(64), expiresAt: null }
      const share = await used.store.createShare(link, ada)
      await used.store.revokeShare(share.id)
      await used.store.setLabel(name, 'free', { version: 1 }, ada)
      await used.store.setLabel(name, 'kept', { version: 1, protected: true }, ada)
      await used.store.setLabel(name, 'kept', { protected: false }, ada)
      await used.store.trash(name)
      await used.store.restore(name)
      await used.store.trash(name)
      await used.store.purge({ id })
      const items = await newest(8)
      expect(items.toReversed().map(({ action, target }) => [action, target])).toEqual([
        ['share.create', share.id],
        ['share.revoke', share.id],
        ['label.protection', 'shown:kept'],
        ['label.protection', 'shown:kept'],
        ['prompt.trash', 'shown'],
        ['prompt.restore', 'shown'],
        ['prompt.trash', 'shown'],
        ['prompt.purge', 'shown'],
      ])
      expect(items[4]).toMatchObject({
        before: { version: 1, protected: true },
        after: { version: 1, protected: false },
      })
    })

    test('that a protected label was to be moved, which was refused', async () => {
      await used.store.create(aPrompt({ name: 'safe' }), ada)
      await used.store.setLabel('safe', 'kept', { version: 1, protected: true }, ada)
      expect(await codeOf(used.store.removeLabel('safe', 'kept', '', ada))).toBe(
        'PB_LABEL_PROTECTED',
      )
      expect(await newest()).toMatchObject([
        { action: 'label.move', outcome: 'refused', after: { code: 'PB_LABEL_PROTECTED' } },
      ])
    })

    test('a link and a token that end by their time, once', async () => {
      let now = Date.now()
      const { store: aging, discard } = await makeStore({ now: () => now })
      const expiresAt = new Date(now + 1_000).toISOString()
      await aging.create(aPrompt({ name: 'brief' }), ada)
      const share = { prompt: 'brief', tokenHash: 'c'.repeat(64), expiresAt }
      const { id } = await aging.createShare(share, ada)
      const key = { hash: 'd'.repeat(64), ending: 'wxyz' }
      await aging.createToken({ name: 'guest', scopes: ['prompts:read'], expiresAt, ...key }, ada)
      expect(await aging.noteExpiries()).toBe(0)
      now += 1_000
      expect([await aging.noteExpiries(), await aging.noteExpiries()]).toEqual([2, 0])
      const { items } = await aging.audit({ limit: 2 })
      expect(items).toMatchObject([
        { action: 'token.expire', target: 'guest', kind: 'internal', before: { expiresAt } },
        { action: 'share.expire', target: id, before: { prompt: 'brief', expiresAt } },
      ])
      await discard()
    })

    test('nothing of what was refused or only tried out', async () => {
      const before = await used.store.auditHead()
      expect(await codeOf(used.store.revokeToken('nobody'))).toBe('PB_TOKEN_NOT_FOUND')
      expect(await codeOf(used.store.restore('nobody'))).toBe('PB_PROMPT_NOT_FOUND')
      expect(await used.store.auditHead()).toEqual(before)
    })

    test('records are found by who, what, to what and when', async () => {
      const seqs = async (query: object) =>
        (await used.store.audit({ limit: 100, ...query })).items.map(({ seq }) => seq)
      expect(await seqs({ action: 'token.create' })).toEqual([1])
      expect(await seqs({ target: 'desk' })).toEqual([2, 1])
      expect(await seqs({ target: 'desk', action: 'token.revoke' })).toEqual([2])
      expect(await seqs({ actor: 'somebody' })).toEqual([])
      expect(await seqs({ outcome: 'refused' })).toHaveLength(1)
      const all = await seqs({})
      expect(await seqs({ sinceMs: 0 })).toEqual(all)
      expect(await seqs({ untilMs: 0 })).toEqual([])
      const { items, nextBefore } = await used.store.audit({ limit: 2 })
      expect([...items.map(({ seq }) => seq), nextBefore]).toEqual([all[0], all[1], all[1]])
      expect(await seqs({ before: nextBefore })).toEqual(all.slice(2))
      expect(counted).toHaveLength(all.length)
      expect(counted.filter((outcome) => outcome === 'refused')).toHaveLength(1)
    })
  })
}
