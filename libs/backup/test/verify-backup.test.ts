import { randomInt } from 'node:crypto'
import { cpSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import {
  backupsFolderOf,
  createBackup,
  listBackups,
  newBackupId,
  openBackup,
  verifyBackup,
} from '../src/index.ts'
import { makeDataFolder } from './library.ts'

let folder: string
let id: string

beforeAll(async () => {
  const data = makeDataFolder(20)
  folder = backupsFolderOf(data)
  id = (await createBackup({ data, reason: 'asked' })).id
})

/** A copy of the backup, for something to be done to it. */
function copyOf(): string {
  const copy = newBackupId(Date.parse('2020-01-01T00:00:00Z'))
  cpSync(join(folder, id), join(folder, copy), { recursive: true })
  const file = join(folder, copy, 'manifest.json')
  writeFileSync(file, readFileSync(file, 'utf8').replace(id, copy))
  return copy
}

test('a single bit that is another one is found, wherever it is', async () => {
  const copy = copyOf()
  const file = join(folder, copy, 'promptbin.db')
  const whole = readFileSync(file)
  for (let n = 0; n < 1_000; n += 1) {
    const at = randomInt(whole.length)
    const bit = 1 << randomInt(8)
    const bytes = Buffer.from(whole)
    bytes[at] = (bytes[at] ?? 0) ^ bit
    writeFileSync(file, bytes)
    const verdict = await verifyBackup(folder, copy)
    expect(verdict.isGood, `byte ${at}, bit ${bit}`).toBe(false)
  }
  rmSync(join(folder, copy), { recursive: true })
})

test.each<[string, (backup: string) => void, string]>([
  [
    'a file is missing',
    (backup) => rmSync(join(backup, 'promptbin.db')),
    'cannot be read (ENOENT)',
  ],
  [
    'a file is cut off',
    (backup) => writeFileSync(join(backup, 'promptbin.db'), 'SQLite format 3'),
    'has 15 bytes instead of',
  ],
  [
    'the manifest is torn',
    (backup) => writeFileSync(join(backup, 'manifest.json'), '{"format": 1'),
    'manifest.json cannot be read',
  ],
  [
    'the manifest names a place outside',
    (backup) => {
      const file = join(backup, 'manifest.json')
      writeFileSync(file, readFileSync(file, 'utf8').replace('promptbin.db', '../promptbin.db'))
    },
    'manifest.json cannot be read',
  ],
])('a list says that %s', async (_what, harm, told) => {
  const copy = copyOf()
  harm(join(folder, copy))
  const found = (await listBackups(folder)).find((entry) => entry.id === copy)
  expect(found?.fault).toContain(told)
  expect(await verifyBackup(folder, copy)).toMatchObject({ isGood: false, isOpened: false })
  rmSync(join(folder, copy), { recursive: true })
})

test('a manifest that tells other rows than there are is found', async () => {
  const copy = copyOf()
  const file = join(folder, copy, 'manifest.json')
  writeFileSync(file, readFileSync(file, 'utf8').replace('"prompt": 20', '"prompt": 21'))
  const { faults } = await verifyBackup(folder, copy)
  expect(faults).toEqual(['prompt has 20 rows instead of 21'])
  rmSync(join(folder, copy), { recursive: true })
})

test('a backup under another name is refused', async () => {
  const copy = copyOf()
  const renamed = newBackupId(0)
  renameSync(join(folder, copy), join(folder, renamed))
  await expect(openBackup(folder, renamed)).rejects.toThrow(`is that of ${copy}`)
  rmSync(join(folder, renamed), { recursive: true })
})

test.each(['20261123T140000Z-0000', '../etc', '', 'x'])('there is no backup %j', async (name) => {
  const missing = expect.objectContaining({ code: 'PB_BACKUP_NOT_FOUND' })
  await expect(verifyBackup(folder, name)).rejects.toThrow(missing)
})
