import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { listAuditFiles, verifyChain } from '@promptbin/security'
import { generateIdentity, identityToRecipient } from 'age-encryption'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { backupsFolderOf, createBackup, type Manifest, readManifest } from '../src/index.ts'
import { restoreLibrary, runDrill } from '../src/restore/restore.ts'
import { trailLines, writeTrail } from './audit-trail.ts'
import { addPrompt, makeEmptyFolder, withStore } from './real-library.ts'

/** A data folder with a trail and receivers, and two backups of it, of which one is encrypted. */
let original: string
let plain: Manifest
let encrypted: Manifest
let identity: string
/** What is restored into. */
let data: string

const now = Date.parse('2026-11-23T12:00:00Z')
const lines = trailLines(['one', 'two', 'three', 'four'])
const receivers = '{"version":1,"value":[{"id":"wh_1","url":"sealed"}]}\n'
const key = Buffer.alloc(32, 7)

const fileIn = (folder: string, name: string) => readFileSync(join(folder, name))

beforeAll(async () => {
  original = makeEmptyFolder()
  await withStore(original, (store) => addPrompt(store, 'one'))
  writeTrail(original, lines)
  // What is being written just now belongs to the next backup.
  appendFileSync(join(original, 'audit', 'audit.jsonl'), lines[3]?.slice(0, 20) ?? '')
  mkdirSync(join(original, 'state'), { recursive: true })
  writeFileSync(join(original, 'state', 'webhooks.json'), receivers)
  mkdirSync(join(original, 'keys'))
  writeFileSync(join(original, 'keys', 'webhooks.key'), key)
  identity = await generateIdentity()
  plain = await createBackup({ data: original, reason: 'asked', now: () => now - 2_000 })
  const recipients = [await identityToRecipient(identity)]
  encrypted = await createBackup({ data: original, reason: 'asked', recipients, now: () => now })
})

afterAll(() => rmSync(original, { recursive: true }))
beforeEach(() => {
  data = makeEmptyFolder()
})
afterEach(() => rmSync(data, { recursive: true }))

const restore = ({ id }: Manifest) =>
  restoreLibrary({ data, folder: backupsFolderOf(original), id, identity, now })

async function trailIn(folder: string) {
  const files = await listAuditFiles(folder)
  const text = files.map(({ path }) => readFileSync(path, 'utf8')).join('')
  return verifyChain(text.trimEnd().split('\n'))
}

describe('a backup has', () => {
  test('the audit trail up to its last whole record, and the receivers as they are sealed', async () => {
    expect(plain.files.map(({ name }) => name)).toEqual([
      'promptbin.db',
      'webhooks/webhooks.json',
      'audit/audit-000000000001.jsonl',
      'audit/audit.jsonl',
    ])
    const backup = join(backupsFolderOf(original), plain.id)
    expect(await trailIn(join(backup, 'audit'))).toMatchObject({ valid: true, records: 4 })
    expect(fileIn(backup, 'webhooks/webhooks.json').toString()).toBe(receivers)
    expect(plain.auditHeads.supervisor).toBe(JSON.parse(lines[3] ?? '').hash)
  })

  test('the key of the receivers only when it is encrypted', () => {
    const names = encrypted.files.map(({ name }) => name)
    expect(names).toContain('webhooks/webhooks.key.age')
    expect(names.filter((name) => !name.endsWith('.age'))).toEqual([])
  })
})

describe('on a machine that has nothing', () => {
  test('the trail goes on from the one of the backup', async () => {
    expect(await restore(plain)).toMatchObject({ auditTrail: 'restored', receivers: 'sealed' })
    expect(await trailIn(join(data, 'audit'))).toMatchObject({ valid: true, records: 4 })
    expect(fileIn(data, 'state/webhooks.json').toString()).toBe(receivers)
    expect(existsSync(join(data, 'keys'))).toBe(false)
  })

  test('an encrypted backup brings the key of the receivers as well', async () => {
    expect(await restore(encrypted)).toMatchObject({
      auditTrail: 'restored',
      receivers: 'restored',
    })
    expect(fileIn(data, 'keys/webhooks.key')).toEqual(key)
    expect(readdirSync(join(data, 'incoming'))).toEqual([])
  })
})

describe('what is there is kept', () => {
  test('a trail that goes on from the backup, and receivers', async () => {
    const longer = [...lines, ...trailLines(['one', 'two', 'three', 'four', 'five']).slice(4)]
    writeTrail(data, longer)
    mkdirSync(join(data, 'state'))
    writeFileSync(join(data, 'state', 'webhooks.json'), 'those of now')
    expect(await restore(encrypted)).toMatchObject({ auditTrail: 'kept', receivers: 'kept' })
    expect(await trailIn(join(data, 'audit'))).toMatchObject({ valid: true, records: 5 })
    expect(readdirSync(join(data, 'audit'))).toHaveLength(2)
    expect(fileIn(data, 'state/webhooks.json').toString()).toBe('those of now')
  })

  test('another trail, beside which that of the backup is put', async () => {
    writeTrail(data, trailLines(['another', 'machine', 'was', 'here']))
    expect(await restore(plain)).toMatchObject({ auditTrail: 'beside' })
    expect(await trailIn(join(data, 'audit'))).toMatchObject({ valid: true, records: 4 })
    const [beside = ''] = readdirSync(join(data, 'audit')).filter((name) =>
      name.startsWith(plain.id),
    )
    expect(fileIn(data, `audit/${beside}/audit.jsonl`)).toEqual(
      Buffer.from(lines.slice(2).join('')),
    )
  })

  test('a key that seals nothing any more', async () => {
    mkdirSync(join(data, 'keys'))
    writeFileSync(join(data, 'keys', 'webhooks.key'), Buffer.alloc(32, 1))
    await restore(encrypted)
    expect(fileIn(data, 'keys/webhooks.key')).toEqual(key)
    expect(fileIn(data, `keys/webhooks.key.before-${now}`)).toEqual(Buffer.alloc(32, 1))
  })
})

test('a drill compares the end of the trail', async () => {
  const { checks } = await runDrill({ data: original, identity, now })
  expect(checks.filter(({ what }) => what.includes('supervisor'))).toMatchObject([
    { expected: encrypted.auditHeads.supervisor, passed: true },
  ])
  expect(await readManifest(backupsFolderOf(original), encrypted.id)).toEqual(encrypted)
})
