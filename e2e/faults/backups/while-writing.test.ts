import { closeSync, openSync, readSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import {
  backupsFolderOf,
  createBackup,
  databaseName,
  type Manifest,
  openBackup,
  verifyBackup,
} from '@promptbin/backup'
import { findFreePort } from '@promptbin/free-port'
import { checkLibrary } from '@promptbin/prompt-store/integrity'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDataFolder } from '../../product.ts'
import { Writers, type WrittenPrompt } from '../history/writers.ts'
import { type LonelyWeb, startLonelyWeb } from '../storm/lonely-web.ts'

const data = createDataFolder()
const folder = backupsFolderOf(data.path)
let web: LonelyWeb
let before: readonly WrittenPrompt[]
let manifest: Manifest

beforeAll(async () => {
  const port = await findFreePort()
  web = startLonelyWeb({ dataFolder: data.path, port })
  await web.ready
  const writers = new Writers({ webUrl: `http://127.0.0.1:${port}` })
  writers.start(4)
  writers.goOn()
  await writers.progress(100)
  before = [...writers.written]
  manifest = await createBackup({ data: data.path, reason: 'asked' })
  await writers.progress(20)
  await writers.stop()
})

afterAll(() => {
  web.process.kill('SIGKILL')
  data.remove()
})

test('a backup that is made while people write is the library of one moment', async () => {
  const backup = await openBackup(folder, manifest.id)
  const { database: file } = backup
  const check = await checkLibrary({ file, scratchFolder: data.path, auditHead: null })
  expect(check.findings).toEqual([])
  const database = new DatabaseSync(file, { readOnly: true })
  const versions = database.prepare(
    'SELECT v.messages FROM version v JOIN prompt p ON p.id = v.prompt WHERE p.name = ? ORDER BY v.n',
  )
  const textsOf = (name: string) =>
    versions.all(name).map(({ messages }) => JSON.parse(String(messages))[0].text)
  for (const { name, texts } of before) {
    expect(textsOf(name).slice(0, texts.length)).toEqual(texts)
  }
  const rows = Number(database.prepare('SELECT count(*) AS n FROM version').get()?.['n'])
  expect(manifest.rows['version']).toBe(rows)
  database.close()
  await backup.close()
})

/** Turns one bit of a file around, and later back again. */
function flip(file: string, bit: number): void {
  const descriptor = openSync(file, 'r+')
  const byte = Buffer.alloc(1)
  const place = Math.floor(bit / 8)
  readSync(descriptor, byte, 0, 1, place)
  byte[0] = (byte[0] ?? 0) ^ (1 << (bit % 8))
  writeSync(descriptor, byte, 0, 1, place)
  closeSync(descriptor)
}

test('of a thousand backups in which one bit is another, none is taken for good', async () => {
  const file = join(folder, manifest.id, databaseName)
  const bits = statSync(file).size * 8
  let taken = 0
  for (let round = 0; round < 1_000; round += 1) {
    // All over the file, and never twice the same.
    const bit = Math.floor((round * bits) / 1_000) + (round % 8)
    flip(file, bit)
    if ((await verifyBackup(folder, manifest.id)).isGood) taken += 1
    flip(file, bit)
  }
  expect(taken).toBe(0)
  expect((await verifyBackup(folder, manifest.id)).isGood).toBe(true)
})
