import { DatabaseSync } from 'node:sqlite'
import {
  type Asker,
  type AuditHead,
  type AuditVerdict,
  parseRecord,
  verifyChain,
} from '@promptbin/security'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PromptStore } from '../src/index.ts'
import { ada, aPrompt, codeOf } from './contract/library-fixture.ts'
import { makeFolder, openStore } from './sqlite-fixture.ts'

const asker: Asker = {
  actor: 'token:laptop',
  kind: 'token',
  face: 'cli',
  address: '127.0.0.1',
  client: 'promptbin',
  requestId: 'r-1',
}
const records = 1_000

let place: Awaited<ReturnType<typeof makeFolder>>
let store: PromptStore
let sql: DatabaseSync
const counted: string[] = []

beforeAll(async () => {
  place = await makeFolder()
  store = await openStore({
    file: place.file,
    asker: () => asker,
    onAudit: (outcomes) => counted.push(...outcomes),
  })
  sql = new DatabaseSync(place.file)
})

afterAll(async () => {
  sql.close()
  await store.close()
  await place.discard()
})

const newest = async (limit = 1) => (await store.audit({ limit })).items

describe('what is done is written down with it', () => {
  test('a token, with who made it and without what it is', async () => {
    const expiresAt = '2099-01-01T00:00:00.000Z'
    const key = { hash: 'a'.repeat(64), ending: 'wxyz' }
    await store.createToken({ name: 'desk', scopes: ['admin'], expiresAt, ...key }, ada)
    await store.revokeToken('desk')
    const [revoked, made] = await newest(2)
    expect(made).toMatchObject({ ...asker, action: 'token.create', target: 'desk', seq: 1 })
    expect(made?.after).toMatchObject({ scopes: ['admin'], ending: 'wxyz', expiresAt })
    expect(JSON.stringify(made)).not.toContain('a'.repeat(64))
    expect(revoked).toMatchObject({ action: 'token.revoke', target: 'desk', outcome: 'done' })
    expect(revoked?.previous).toBe(made?.hash)
  })

  test('a share, a protected label and the trash', async () => {
    const { name, id } = await store.create(aPrompt({ name: 'shown' }), ada)
    const link = { prompt: name, tokenHash: 'b'.repeat(64), expiresAt: null }
    const share = await store.createShare(link, ada)
    await store.revokeShare(share.id)
    await store.setLabel(name, 'free', { version: 1 }, ada)
    await store.setLabel(name, 'kept', { version: 1, protected: true }, ada)
    await store.setLabel(name, 'kept', { protected: false }, ada)
    await store.trash(name)
    await store.restore(name)
    await store.trash(name)
    await store.purge({ id })
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
    await store.create(aPrompt({ name: 'safe' }), ada)
    await store.setLabel('safe', 'kept', { version: 1, protected: true }, ada)
    expect(await codeOf(store.removeLabel('safe', 'kept', '', ada))).toBe('PB_LABEL_PROTECTED')
    expect(await newest()).toMatchObject([
      { action: 'label.move', outcome: 'refused', after: { code: 'PB_LABEL_PROTECTED' } },
    ])
  })

  test('a link and a token that end by their time, once', async () => {
    let now = Date.now()
    const folder = await makeFolder()
    const aging = await openStore({ file: folder.file, now: () => now })
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
    await aging.close()
    await folder.discard()
  })

  test('nothing of what was refused or only tried out', async () => {
    const before = await store.auditHead()
    expect(await codeOf(store.revokeToken('nobody'))).toBe('PB_TOKEN_NOT_FOUND')
    expect(await codeOf(store.restore('nobody'))).toBe('PB_PROMPT_NOT_FOUND')
    expect(await store.auditHead()).toEqual(before)
  })

  test('records are found by who, what, to what and when', async () => {
    const seqs = async (query: object) =>
      (await store.audit({ limit: 100, ...query })).items.map(({ seq }) => seq)
    expect(await seqs({ action: 'token.create' })).toEqual([1])
    expect(await seqs({ target: 'desk' })).toEqual([2, 1])
    expect(await seqs({ target: 'desk', action: 'token.revoke' })).toEqual([2])
    expect(await seqs({ actor: 'somebody' })).toEqual([])
    expect(await seqs({ outcome: 'refused' })).toHaveLength(1)
    const all = await seqs({})
    expect(await seqs({ sinceMs: 0 })).toEqual(all)
    expect(await seqs({ untilMs: 0 })).toEqual([])
    const { items, nextBefore } = await store.audit({ limit: 2 })
    expect([...items.map(({ seq }) => seq), nextBefore]).toEqual([all[0], all[1], all[1]])
    expect(await seqs({ before: nextBefore })).toEqual(all.slice(2))
    expect(counted).toHaveLength(all.length)
    expect(counted.filter((outcome) => outcome === 'refused')).toHaveLength(1)
  })
})

describe('a trail of many records', () => {
  let head: AuditHead

  beforeAll(async () => {
    head = await store.auditHead()
    const missing = Array.from({ length: records - head.seq }, (_, index) => index)
    await Promise.all(
      missing.map((index) => store.noteAudit({ action: 'test.act', target: `t${index}` })),
    )
    head = await store.auditHead()
  })

  const lines = () => store.auditLines(0, 2 * records)
  const verdict = async (): Promise<AuditVerdict> => verifyChain(await lines(), head)

  test('is in order, and SQL can neither change, delete, replace nor insert one', async () => {
    expect(await verdict()).toMatchObject({ valid: true, records, head: { seq: records } })
    for (const statement of [
      "UPDATE audit SET record = replace(record, 'laptop', 'other') WHERE seq = 5",
      'UPDATE audit SET seq = seq + 1000000',
      'DELETE FROM audit WHERE seq = 5',
      'DELETE FROM audit',
      "INSERT OR REPLACE INTO audit (seq, record) VALUES (5, '{}')",
      "INSERT INTO audit (seq, record) VALUES (0, '{}')",
    ]) {
      expect(() => sql.exec(statement), statement).toThrow(/audit trail/)
    }
    expect(await verdict()).toMatchObject({ valid: true })
  })

  test('whoever takes the triggers away is found at the first record that was touched', async () => {
    const kept = sql.prepare('SELECT seq, record FROM audit ORDER BY seq').all()
    const lineOf = (seq: number) => String(kept[seq - 1]?.['record'])
    const insert = sql.prepare('INSERT INTO audit (seq, record) VALUES (?, ?)')
    const update = sql.prepare('UPDATE audit SET record = ? WHERE seq = ?')
    const tampers: Readonly<Record<string, (seq: number) => void>> = {
      flip: (seq) => {
        const { actor = '' } = parseRecord(lineOf(seq)) ?? {}
        update.run(lineOf(seq).replace(actor, `${actor}x`), seq)
      },
      drop: (seq) => sql.exec(`DELETE FROM audit WHERE seq = ${seq}`),
      swap: (seq) => {
        update.run(lineOf(seq + 1), seq)
        update.run(lineOf(seq), seq + 1)
      },
      insert: (seq) => {
        sql.exec(`UPDATE audit SET seq = -seq - 1 WHERE seq >= ${seq}`)
        sql.exec('UPDATE audit SET seq = -seq WHERE seq < 0')
        insert.run(seq, lineOf(1))
      },
      cut: (seq) => sql.exec(`DELETE FROM audit WHERE seq >= ${seq}`),
    }
    const names = sql.prepare("SELECT name, sql FROM sqlite_schema WHERE name GLOB 'audit_is_*'")
    const triggers = names.all()
    for (const { name } of triggers) sql.exec(`DROP TRIGGER ${name}`)
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.keys(tampers)),
        fc.integer({ min: 2, max: records - 1 }),
        async (tamper, seq) => {
          sql.exec('BEGIN')
          tampers[tamper]?.(seq)
          sql.exec('COMMIT')
          const { fault } = await verdict()
          sql.exec('BEGIN; DELETE FROM audit')
          for (const row of kept) insert.run(row['seq'] ?? null, row['record'] ?? null)
          sql.exec('COMMIT')
          expect(fault?.seq, tamper).toBe(seq)
        },
      ),
      { numRuns: 25, endOnFailure: true },
    )
    sql.exec('DELETE FROM audit WHERE seq > 990')
    for (const trigger of triggers) sql.exec(String(trigger['sql']))
    // An end that was cut leaves a gap for ever, also where nobody noted the end elsewhere.
    await store.noteAudit({ action: 'test.act', target: 'after the cut' })
    expect(verifyChain(await lines()).fault).toMatchObject({ seq: 991, kind: 'missing' })
  })
})
