import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type BackupEntry,
  backupsFolderOf,
  createBackup,
  type Manifest,
  openSecondPlace,
} from '../src/index.ts'
import { chooseBackup, findBackup } from '../src/restore/restore.ts'
import { makeDataFolder } from './library.ts'

const entryOf = (id: string, atMs: number, fault: string | null = null): BackupEntry => ({
  ...{ id, atMs, fault },
  bytes: 1,
  manifest: null,
})

test('the newest good backup that is not younger is chosen, however they are listed', () => {
  const times = fc.array(fc.record({ at: fc.nat(100), isGood: fc.boolean() }))
  fc.assert(
    fc.property(times, fc.nat(100), (backups, atMs) => {
      const entries = backups.map(({ at, isGood }, n) =>
        entryOf(String(n), at, isGood ? null : 'broken'),
      )
      const meant = entries.filter((entry) => entry.fault === null && entry.atMs <= atMs)
      const newest = Math.max(...meant.map((entry) => entry.atMs))
      if (meant.length > 0) expect(chooseBackup(entries, { atMs }).atMs).toBe(newest)
      else expect(() => chooseBackup(entries, { atMs })).toThrow('There is no good backup')
    }),
  )
})

test('by its name any is chosen, also one that is damaged', () => {
  const entries = [entryOf('a', 2), entryOf('b', 1, 'broken')]
  expect(chooseBackup(entries, { id: 'b' }).fault).toBe('broken')
  expect(() => chooseBackup(entries, { id: 'c' })).toThrow('There is no backup named "c"')
  expect(chooseBackup(entries, {}).id).toBe('a')
})

test('what a newer PromptBin has made is passed over, unless it is named', () => {
  const newer = { ...entryOf('newer', 2), manifest: { schemaVersion: 9_999 } as Manifest }
  const entries = [newer, entryOf('older', 1)]
  expect(chooseBackup(entries, {}).id).toBe('older')
  expect(chooseBackup(entries, { id: 'newer' }).id).toBe('newer')
})

let data: string
let elsewhere: string
let old: string

beforeAll(async () => {
  data = makeDataFolder(1)
  elsewhere = mkdtempSync(join(tmpdir(), 'promptbin-place-'))
  const hourMs = 60 * 60 * 1_000
  old = (await createBackup({ data, reason: 'asked', now: () => Date.now() - hourMs })).id
  cpSync(backupsFolderOf(data), elsewhere, { recursive: true })
  rmSync(backupsFolderOf(data), { recursive: true })
  await createBackup({ data, reason: 'asked' })
})

afterAll(() => {
  for (const folder of [data, elsewhere]) rmSync(folder, { recursive: true })
})

const noKeys = { endpoint: '', region: '', accessKeyId: '', secretAccessKey: '' }

test('what the folder has not is brought from the second place', async () => {
  const folder = backupsFolderOf(data)
  const secondPlace = await openSecondPlace({ place: elsewhere, s3: noKeys })
  const [newest] = readdirSync(folder)
  expect((await findBackup({ folder, secondPlace }, {})).id).toBe(newest)
  expect(readdirSync(folder)).toEqual([newest])
  await expect(findBackup({ folder }, { id: old })).rejects.toThrow('There is no backup named')
  expect((await findBackup({ folder, secondPlace }, { id: old })).id).toBe(old)
  expect(readdirSync(folder)).toContain(old)
  const fromThere = await findBackup({ folder, secondPlace, fromSecondPlace: true }, {})
  expect(fromThere.id).toBe(old)
})
