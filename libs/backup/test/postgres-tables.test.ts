import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createPostgresStore } from '@promptbin/prompt-store/postgres'
import {
  databaseUrl,
  queryPostgres,
  startEmbeddedPostgres,
  type TestPostgres,
} from '@promptbin/prompt-store/testing/postgres'
import { generateIdentity, identityToRecipient } from 'age-encryption'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createBackup, type Manifest, openSecondPlace, verifyBackup } from '../src/index.ts'
import { restoreIntoDatabase, restoreLibrary, runDrill } from '../src/restore/restore.ts'
import { addPrompt, exportOf, makeEmptyFolder } from './real-library.ts'
import { startS3Storage } from './s3-storage.ts'

const data = makeEmptyFolder()
const folder = join(data, 'backups')
const now = Date.parse('2026-11-23T14:00:00Z')
let server: TestPostgres
let url: string
let manifest: Manifest

beforeAll(async () => {
  server = await startEmbeddedPostgres()
  url = await newDatabase('library')
  const store = await createPostgresStore({ url, readers: 1 })
  await addPrompt(store, 'one', 3)
  await addPrompt(store, 'two')
  await store.trash('two')
  const ada = { author: 'ada', client: 'test' }
  await store.createAccount({ name: 'ada', password: '$argon2id$x', scopes: ['admin'] }, ada)
  const key = { hash: 'a'.repeat(64), ending: 'aaaa', expiresAt: null }
  await store.createToken({ name: 'laptop', scopes: ['prompts:read'], ...key }, ada)
  await store.close()
  manifest = await createBackup({ data, databaseUrl: url, reason: 'asked', now: () => now })
})

afterAll(async () => {
  await server?.discard()
  rmSync(data, { recursive: true })
})

async function newDatabase(name: string): Promise<string> {
  await queryPostgres(server.url, `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`)
  return databaseUrl(server.url, name)
}

/** Of a machine that has never seen that database. */
const into = (database: string, more: object = {}) => ({
  folder,
  id: manifest.id,
  url: database,
  auditHeadFile: join(data, 'state', 'head.json'),
  isTrial: false,
  ...more,
})

const codeOf = (done: Promise<unknown>) =>
  done.then(
    () => undefined,
    (error) => (error as { code?: string }).code,
  )

test('a backup holds every table beside the portable export, for its owner only', async () => {
  const { tables, library, rows, auditHeads } = manifest
  expect({ library, rows }).toEqual({ library: 'export', rows: { prompt: 1, version: 3 } })
  expect(tables?.of).toMatchObject({
    prompt: { rows: 2 },
    version: { rows: 4 },
    account: { rows: 1 },
    token: { rows: 1 },
  })
  const places = await queryPostgres(
    url,
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`,
  )
  expect(Object.keys(tables?.of ?? {}).toSorted()).toEqual(
    places.map(({ name }) => name).toSorted(),
  )
  const [last] = await queryPostgres(url, 'SELECT hash FROM audit ORDER BY seq DESC LIMIT 1')
  expect(auditHeads.library).toBe(last?.['hash'])
  const names = readdirSync(join(folder, manifest.id, 'tables'))
  expect(names).toHaveLength(places.length)
  for (const name of names) {
    expect(statSync(join(folder, manifest.id, 'tables', name)).mode & 0o077).toBe(0)
  }
  expect(await verifyBackup(folder, manifest.id)).toMatchObject({ isGood: true, isOpened: true })
})

test('a drill loads it beside the library, or tells that it could not', async () => {
  const drill = await runDrill({ data, databaseUrl: url, now })
  expect(drill.checks.filter(({ passed }) => !passed)).toEqual([])
  expect(drill.checks.map(({ what }) => what)).toContain('account, loaded')
  const away = await runDrill({ data, now, databaseUrl: url.replace(/:\d+\//, ':1/') })
  expect(away.passed).toBe(true)
  expect(away.checks.at(-2)?.found).toMatch(/^not done: /)
  expect(await runDrill({ data, now })).toMatchObject({ passed: true })
})

test('a table that is not as it was written makes no good backup, and is not restored', async () => {
  const file = join(folder, manifest.id, 'tables', 'account.jsonl')
  const text = readFileSync(file, 'utf8')
  writeFileSync(file, text.replace('ada', 'eve'))
  expect(await verifyBackup(folder, manifest.id)).toMatchObject({
    isGood: false,
    faults: ['tables/account.jsonl is not as it was written'],
  })
  const empty = await newDatabase('damaged')
  expect(await codeOf(restoreIntoDatabase(into(empty)))).toBe('PB_BACKUP_DAMAGED')
  const [{ tables } = {}] = await queryPostgres(
    empty,
    `SELECT count(*)::int AS tables FROM pg_tables WHERE schemaname = 'public'`,
  )
  expect(tables).toBe(0)
  const drill = await runDrill({ data, databaseUrl: url, now })
  expect(drill.checks.at(-1)).toMatchObject({ what: 'all tables can be loaded', passed: false })
  writeFileSync(file, text)
})

test('all of it is restored into an empty database, and its audit trail tells so', async () => {
  const empty = await newDatabase('restored')
  expect(await restoreIntoDatabase(into(empty, { isTrial: true }))).toMatchObject({ leftOut: [] })
  const { rows } = await restoreIntoDatabase(into(empty))
  expect(rows).toMatchObject({ prompt: 2, version: 4, account: 1, token: 1 })
  const store = await createPostgresStore({ url: empty, readers: 1 })
  expect(await store.findToken('a'.repeat(64))).toMatchObject({ name: 'laptop' })
  expect((await store.restore('two')).name).toBe('two')
  const { items } = await store.audit({ action: 'library.restore', limit: 9 })
  expect(items).toMatchObject([{ target: manifest.id }])
  const { value } = JSON.parse(readFileSync(join(data, 'state', 'head.json'), 'utf8'))
  expect(value.seq).toBe(items[0]?.seq)
  await store.close()
  expect(await codeOf(restoreIntoDatabase(into(empty)))).toBe('PB_STORE_NOT_EMPTY')
})

test('into SQLite goes the portable export of it', async () => {
  const other = makeEmptyFolder()
  await restoreLibrary({ data: other, folder, id: manifest.id, now })
  expect(await exportOf(other)).toContain('"name":"one"')
  rmSync(other, { recursive: true })
})

test('what is encrypted is restored with its key, and no row stands on the disk without', async () => {
  const identity = await generateIdentity()
  const recipients = [await identityToRecipient(identity)]
  const { id } = await createBackup({ data, databaseUrl: url, reason: 'asked', recipients })
  expect(readdirSync(join(folder, id, 'tables'))).toContain('account.jsonl.age')
  const stored = readFileSync(join(folder, id, 'tables', 'account.jsonl.age'), 'latin1')
  expect(stored).not.toContain('argon2id')
  expect(await verifyBackup(folder, id)).toMatchObject({ isGood: true, isOpened: false })
  expect(await verifyBackup(folder, id, { identity })).toMatchObject({ isGood: true })
  const empty = await newDatabase('decrypted')
  expect(await codeOf(restoreIntoDatabase(into(empty, { id })))).toBe('PB_BACKUP_ENCRYPTED')
  expect(await restoreIntoDatabase(into(empty, { id, identity }))).toMatchObject({
    rows: { account: 1 },
  })
  rmSync(join(folder, id), { recursive: true })
})

test('a bucket keeps all of its files, those of empty tables too', async () => {
  const storage = await startS3Storage()
  const keys = { accessKeyId: 'key', secretAccessKey: 'secret' }
  const s3 = { endpoint: storage.endpoint, region: 'somewhere', ...keys }
  const place = await openSecondPlace({ place: 's3://bucket/of/mine', s3 })
  await place.put(folder, manifest.id)
  const other = makeEmptyFolder()
  await place.fetch(manifest.id, other)
  expect(Object.values(manifest.tables?.of ?? {}).map(({ rows }) => rows)).toContain(0)
  expect(await verifyBackup(other, manifest.id)).toMatchObject({ isGood: true })
  rmSync(other, { recursive: true })
  await storage.close()
})

test('of a library that is still to be migrated there are its tables alone', async () => {
  await queryPostgres(url, 'UPDATE library_schema SET version = version - 1')
  const before = await createBackup({ data, databaseUrl: url, reason: 'migration' })
  await queryPostgres(url, 'UPDATE library_schema SET version = version + 1')
  const { id, library, rows } = before
  expect({ library, rows }).toMatchObject({ library: 'tables', rows: { prompt: 2, account: 1 } })
  expect(await verifyBackup(folder, id)).toMatchObject({ isGood: true })
  const other = makeEmptyFolder()
  const named = restoreLibrary({ data: other, folder, id, now })
  expect(await codeOf(named)).toBe('PB_BACKUP_ONLY_TABLES')
  const newest = await restoreLibrary({ data: other, folder, now })
  expect(newest.manifest.id).toBe(manifest.id)
  rmSync(other, { recursive: true })
})
