import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import {
  backupsFolderOf,
  createBackup,
  listBackups,
  makeBackup,
  openBackup,
  verifyBackup,
} from '../src/index.ts'
import { trailLines, writeTrail } from './audit-trail.ts'
import { addPrompts, makeDataFolder, openLibrary } from './library.ts'

const code = (value: string) => expect.objectContaining({ code: value })

test('a backup is listed and found good, and nothing else is left', async () => {
  const data = makeDataFolder()
  const manifest = await createBackup({ data, reason: 'asked' })
  expect(manifest).toMatchObject({
    rows: { audit: 2, prompt: 100 },
    schemaVersion: 11,
    auditHeads: { library: 'newest', supervisor: null },
  })
  const folder = backupsFolderOf(data)
  expect(await listBackups(folder)).toMatchObject([{ id: manifest.id, manifest, fault: null }])
  expect(await verifyBackup(folder, manifest.id)).toMatchObject({ isGood: true, isOpened: true })
  expect(readdirSync(folder)).toEqual([manifest.id])
  const names = readdirSync(join(folder, manifest.id))
  expect(names).toEqual(['manifest.json', 'promptbin.db'])
  const modes = names.map((name) => statSync(join(folder, manifest.id, name)).mode & 0o777)
  expect(modes).toEqual([0o600, 0o600])
})

test('the configuration in force, its history and the audit trail are in it', async () => {
  const data = makeDataFolder()
  const generations = join(data, 'state', 'configuration')
  mkdirSync(generations, { recursive: true })
  const file = join(data, 'promptbin-config.yaml')
  writeFileSync(file, 'web: { port: 1 }')
  writeFileSync(join(generations, '9.json'), JSON.stringify({ file: '/elsewhere' }))
  writeFileSync(join(generations, '10.json'), JSON.stringify({ file }))
  const lines = trailLines(['one', 'two', 'three'])
  writeTrail(data, lines)
  const manifest = await createBackup({ data, reason: 'change' })
  expect(manifest.auditHeads.supervisor).toBe(JSON.parse(lines[2] ?? '').hash)
  expect(manifest.files.map(({ name }) => name)).toEqual([
    'promptbin.db',
    'configuration/promptbin-config.yaml',
    'configuration/generations/9.json',
    'configuration/generations/10.json',
    'audit/audit-000000000001.jsonl',
    'audit/audit.jsonl',
  ])
  const copy = join(backupsFolderOf(data), manifest.id, 'configuration', 'promptbin-config.yaml')
  expect(readFileSync(copy, 'utf8')).toBe('web: { port: 1 }')
})

test('while others write, the copy is what was there between two transactions', async () => {
  const data = makeDataFolder(6_000)
  const writer = openLibrary(data)
  writer.exec(
    'CREATE TABLE pair (one INTEGER, other INTEGER) STRICT; INSERT INTO pair VALUES (0, 0)',
  )
  const progress: number[] = []
  let written = 0
  const manifest = await createBackup({
    data,
    reason: 'asked',
    onProgress: (copied, total) => {
      progress.push(copied / total)
      written += 1
      // Two statements of one transaction, between each two steps of the copy.
      writer.exec(`BEGIN; UPDATE pair SET one = ${written};
        INSERT INTO prompt (body) VALUES ('while it is copied');
        UPDATE pair SET other = ${written}; COMMIT`)
    },
  })
  writer.close()
  expect(progress.length).toBeGreaterThan(2)
  expect(progress).toEqual(progress.toSorted())
  const { database } = await openBackup(backupsFolderOf(data), manifest.id)
  const copy = new DatabaseSync(database, { readOnly: true })
  expect(copy.prepare('SELECT one, other FROM pair').get()).toEqual({ one: 0, other: 0 })
  expect(copy.prepare('SELECT count(*) AS n FROM prompt').get()).toEqual({ n: 6_000 })
  copy.close()
})

test('what was saved last, and is in the log only, is in the backup', async () => {
  const data = makeDataFolder(1)
  const writer = openLibrary(data)
  writer.exec("INSERT INTO prompt (body) VALUES ('only in the log')")
  const { rows } = await createBackup({ data, reason: 'asked' })
  writer.close()
  expect(rows['prompt']).toBe(2)
})

test('of a damaged library no backup is made, and the earlier ones stay', async () => {
  const data = makeDataFolder()
  const first = await createBackup({ data, reason: 'asked' })
  const file = join(data, 'promptbin.db')
  const bytes = readFileSync(file)
  bytes.fill(0xff, 3 * 4096, 6 * 4096)
  writeFileSync(file, bytes)
  await expect(makeBackup({ data, reason: 'scheduled' })).rejects.toThrow(
    code('PB_BACKUP_LIBRARY_DAMAGED'),
  )
  expect(readdirSync(backupsFolderOf(data))).toEqual([first.id])
})

test('where there is no library nothing is made', async () => {
  const data = join(makeDataFolder(), 'elsewhere')
  await expect(createBackup({ data, reason: 'asked' })).rejects.toThrow(
    code('PB_BACKUP_NO_LIBRARY'),
  )
  expect(existsSync(data)).toBe(false)
})

test('what is no longer needed goes with the next one, and leftovers of a crash go', async () => {
  const data = makeDataFolder(1)
  const folder = backupsFolderOf(data)
  const first = Date.parse('2026-11-23T10:00:00Z')
  const { manifest: old } = await makeBackup({ data, reason: 'asked', now: () => first })
  const leftover = join(folder, '.20261123T100000Z-0000.partial')
  mkdirSync(leftover)
  utimesSync(leftover, first / 1_000, first / 1_000)
  addPrompts(data, 1)
  const kept = await makeBackup({ data, reason: 'asked', now: () => first + 60_000 })
  expect(kept.removed).toEqual([])
  const next = await makeBackup({ data, reason: 'asked', now: () => first + 90 * 60_000 })
  expect(next.removed).toEqual([old.id])
  const last = await makeBackup({ data, reason: 'asked', now: () => first + 7 * 3_600_000 })
  const left = [kept, next, last].map(({ manifest }) => manifest.id)
  expect(readdirSync(folder).toSorted()).toEqual(left.toSorted())
})

test('libraries that were replaced are kept up to five, and other folders beside them', async () => {
  const data = makeDataFolder(1)
  const now = Date.parse('2026-11-23T12:00:00Z')
  const names = [1, 2, 3, 4, 5, 6, 7].map((day) => `2026110${day}T120000000Z`)
  for (const name of [...names, 'by hand'])
    mkdirSync(join(data, 'replaced', name), { recursive: true })
  await makeBackup({ data, reason: 'restore', now: () => now })
  expect(readdirSync(join(data, 'replaced'))).toEqual([...names.slice(2), 'by hand'])
})
