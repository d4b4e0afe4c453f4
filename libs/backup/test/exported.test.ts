import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fillLibrary } from '@promptbin/prompt-store/restoring'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hashFile } from '../src/disk/hash-file.ts'
import { exportedPrompts } from '../src/exported/exported-prompts.ts'
import { createBackup, verifyBackup } from '../src/index.ts'
import { readPrompt, restoreLibrary, runDrill } from '../src/restore/restore.ts'
import { addPrompt, exportOf, makeEmptyFolder, withStore } from './real-library.ts'

const now = Date.parse('2026-11-23T14:00:00Z')
const data = makeEmptyFolder()
const folder = join(data, 'backups')
let exported: string
let id: string

/** A backup as PostgreSQL leaves one: that of a file, with an export in the place of the file. */
beforeAll(async () => {
  await withStore(data, async (store) => {
    await addPrompt(store, 'one', 3)
    await addPrompt(store, 'two')
  })
  exported = await exportOf(data)
  const manifest = await createBackup({ data, reason: 'asked', now: () => now })
  id = manifest.id
  const file = join(folder, id, 'library.jsonl')
  writeFileSync(file, exported)
  rmSync(join(folder, id, 'promptbin.db'))
  const files = [{ name: 'library.jsonl', ...(await hashFile(file)) }]
  const rows = { prompt: 2, version: 4 }
  const changed = { ...manifest, library: 'export', sqliteVersion: '', files, rows }
  writeFileSync(join(folder, id, 'manifest.json'), JSON.stringify(changed))
})

afterAll(() => rmSync(data, { recursive: true }))

test('a library made of an export has the same export, byte for byte', async () => {
  const other = makeEmptyFolder()
  await fillLibrary(join(other, 'promptbin.db'), exportedPrompts(join(folder, id, 'library.jsonl')))
  expect(await exportOf(other)).toBe(exported)
  rmSync(other, { recursive: true })
})

test('a backup with an export is verified, practised with, and read', async () => {
  expect(await verifyBackup(folder, id)).toMatchObject({ isGood: true, isOpened: true })
  expect(await runDrill({ data, now })).toMatchObject({ passed: true })
  const target = join(data, 'incoming', 'read')
  expect(await readPrompt({ folder, id, target, name: 'one' })).toMatchObject({ name: 'one' })
})

test('it becomes a library of SQLite where there is none', async () => {
  const other = makeEmptyFolder()
  await restoreLibrary({ data: other, folder, id, now })
  expect(await exportOf(other)).toBe(exported)
  rmSync(other, { recursive: true })
})

test('an export of which a prompt is not as it was written is no good backup', async () => {
  const other = join(makeEmptyFolder(), id)
  mkdirSync(other)
  const damaged = exported.replace('one 2', 'One 2')
  writeFileSync(join(other, 'library.jsonl'), damaged)
  const manifest = JSON.parse(readFileSync(join(folder, id, 'manifest.json'), 'utf8'))
  const files = [{ name: 'library.jsonl', ...(await hashFile(join(other, 'library.jsonl'))) }]
  writeFileSync(join(other, 'manifest.json'), JSON.stringify({ ...manifest, files }))
  const verdict = await verifyBackup(join(other, '..'), id)
  expect(verdict).toMatchObject({ isGood: false, faults: [expect.any(String)] })
})
