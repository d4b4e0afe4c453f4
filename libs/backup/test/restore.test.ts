import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { backupsFolderOf, createBackup } from '../src/index.ts'
import { readPrompt, restoreLibrary } from '../src/restore/restore.ts'
import { swapLibrary } from '../src/restore/swap/swap.ts'
import { addPrompt, exportOf, makeEmptyFolder, withStore } from './real-library.ts'

/** A data folder with one backup, after which it went on; what every test gets a copy of. */
let original: string
let atBackup: string
let afterwards: string
let data: string

const now = Date.parse('2026-11-23T12:00:00Z')

beforeAll(async () => {
  original = makeEmptyFolder()
  await withStore(original, async (store) => {
    await addPrompt(store, 'one', 3)
    await addPrompt(store, 'two')
  })
  await createBackup({ data: original, reason: 'asked' })
  atBackup = await exportOf(original)
  await withStore(original, (store) => addPrompt(store, 'three'))
  afterwards = await exportOf(original)
})

afterAll(() => rmSync(original, { recursive: true }))

beforeEach(() => {
  data = makeEmptyFolder()
  copyFileSync(join(original, 'promptbin.db'), join(data, 'promptbin.db'))
})

afterEach(() => rmSync(data, { recursive: true }))

const restore = (more: Partial<Parameters<typeof restoreLibrary>[0]> = {}) =>
  restoreLibrary({ data, folder: backupsFolderOf(original), now, ...more })

test('the export is the same byte for byte as when the backup was made', async () => {
  expect(atBackup).not.toBe(afterwards)
  await restore()
  expect(await exportOf(data)).toBe(atBackup)
  await withStore(data, async (store) => {
    const { items } = await store.list({ q: 'two', limit: 5 })
    expect(items.map(({ name }) => name)).toContain('two')
  })
})

test('the library that was there is kept, and can be put back', async () => {
  const { replaced } = await restore()
  expect(replaced).toBe(join(data, 'replaced', '20261123T120000000Z'))
  expect(await exportOf(replaced ?? '')).toBe(afterwards)
  const back = await swapLibrary({ data, incoming: replaced ?? '', now })
  expect(await exportOf(data)).toBe(afterwards)
  expect(await exportOf(back ?? '')).toBe(atBackup)
  expect(existsSync(replaced ?? '')).toBe(false)
})

test('nothing else is left, and the end of the audit trail is noted', async () => {
  await restore()
  expect(readdirSync(data).sort()).toEqual(['incoming', 'promptbin.db', 'replaced', 'state'])
  expect(readdirSync(join(data, 'incoming'))).toEqual([])
  const head = JSON.parse(readFileSync(join(data, 'state', 'library-audit-head.json'), 'utf8'))
  await withStore(data, async (store) => expect(head.value).toEqual(await store.auditHead()))
})

test('on another machine there is nothing to keep', async () => {
  rmSync(join(data, 'promptbin.db'))
  expect(await restore()).toMatchObject({ replaced: null, keepsAccess: false, auditRecords: null })
  expect(await exportOf(data)).toBe(atBackup)
})

test('a library that is damaged is kept with its log', async () => {
  writeFileSync(join(data, 'promptbin.db'), 'x'.repeat(8192))
  writeFileSync(join(data, 'promptbin.db-wal'), 'log')
  const { replaced } = await restore()
  expect(readdirSync(replaced ?? '').sort()).toEqual(['promptbin.db', 'promptbin.db-wal'])
  expect(await exportOf(data)).toBe(atBackup)
})

test('one that a killed process has left is kept with what stood in its log', async () => {
  const left = new DatabaseSync(join(data, 'promptbin.db'))
  left.exec("UPDATE prompt SET favourite = 1 WHERE name = 'three'")
  const copy = join(data, 'copy')
  for (const end of ['', '-wal']) copyFileSync(join(data, `promptbin.db${end}`), `${copy}${end}`)
  left.close()
  for (const end of ['', '-wal']) copyFileSync(`${copy}${end}`, join(data, `promptbin.db${end}`))
  const { replaced, keepsAccess } = await restore()
  expect(keepsAccess).toBe(true)
  expect(await exportOf(replaced ?? '')).toMatch(/"favourite":true/)
})

test('a backup that is damaged is refused, and nothing was changed', async () => {
  const folder = backupsFolderOf(data)
  const { id } = await createBackup({ data, reason: 'asked' })
  const file = join(folder, id, 'promptbin.db')
  const bytes = readFileSync(file)
  bytes[bytes.length - 100]! ^= 1
  writeFileSync(file, bytes)
  await expect(restore({ folder, id })).rejects.toMatchObject({ code: 'PB_BACKUP_DAMAGED' })
  expect(await exportOf(data)).toBe(afterwards)
  expect(existsSync(join(data, 'incoming'))).toBe(false)
})

test('a library that is open is not exchanged', async () => {
  await withStore(data, async () => {
    await expect(restore()).rejects.toMatchObject({ code: 'PB_RESTORE_IN_USE' })
  })
  expect(await exportOf(data)).toBe(afterwards)
  expect(readdirSync(join(data, 'incoming'))).toEqual([])
})

test('one prompt is read with all that there is of it, and nothing is left beside', async () => {
  const folder = backupsFolderOf(original)
  const [id = ''] = readdirSync(folder)
  const options = { folder, id, target: join(data, 'incoming', 'one') }
  expect((await readPrompt({ ...options, name: 'one' })).versions).toHaveLength(3)
  await expect(readPrompt({ ...options, name: 'three' })).rejects.toMatchObject({
    code: 'PB_BACKUP_PROMPT_UNKNOWN',
  })
  expect(readdirSync(join(data, 'incoming'))).toEqual([])
})

test('how an exchange goes on must be known', async () => {
  writeFileSync(join(data, 'library-swap.json'), '{"version":1,"incoming":"../other"}')
  await expect(restore()).rejects.toMatchObject({ code: 'PB_SWAP_UNREADABLE' })
  expect(await exportOf(data)).toBe(afterwards)
})
