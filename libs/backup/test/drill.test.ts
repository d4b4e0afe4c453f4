import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { backupsFolderOf, createBackup } from '../src/index.ts'
import { runDrill } from '../src/restore/restore.ts'
import { addPrompt, makeEmptyFolder, withStore } from './real-library.ts'

/** A data folder with one backup, after which it went on; every test gets a copy of it. */
let original: string
let data: string
let id: string

const now = Date.parse('2026-11-23T12:00:00Z')

beforeAll(async () => {
  original = makeEmptyFolder()
  await withStore(original, async (store) => {
    await addPrompt(store, 'one', 2)
    await addPrompt(store, 'two')
    await store.noteAudit({ action: 'test.note', target: 'drill', after: null })
  })
  id = (await createBackup({ data: original, reason: 'asked' })).id
  await withStore(original, (store) => addPrompt(store, 'three'))
})

afterAll(() => rmSync(original, { recursive: true }))

beforeEach(() => {
  data = makeEmptyFolder()
  cpSync(original, data, { recursive: true })
})

afterEach(() => rmSync(data, { recursive: true }))

const nothingIsLeft = () => expect(readdirSync(join(data, 'incoming'))).toEqual([])

const fileOf = (name: string) => join(backupsFolderOf(data), id, name)

test('the newest backup is restored and compared, and nothing is left of it', async () => {
  const { passed, backup, at, checks } = await runDrill({ data, now })
  expect(checks.filter((check) => !check.passed)).toEqual([])
  expect({ passed, backup, at }).toEqual({
    passed: true,
    backup: id,
    at: '2026-11-23T12:00:00.000Z',
  })
  const found = new Map(checks.map((check) => [check.what, check.found]))
  expect(found.get('rows of version')).toBe('3')
  expect(found.get('prompts that an export brings back')).toBe('2')
  expect(found.get('end of the audit trail')).toMatch(/^[0-9a-f]{64}$/)
  nothingIsLeft()
})

test('a backup that is damaged fails it, with what is wrong', async () => {
  const bytes = readFileSync(fileOf('promptbin.db'))
  bytes[5000]! ^= 1
  writeFileSync(fileOf('promptbin.db'), bytes)
  const { passed, checks } = await runDrill({ data, now })
  expect(passed).toBe(false)
  expect(checks).toEqual([
    {
      what: 'the backup can be restored',
      expected: 'yes',
      found: expect.stringContaining('promptbin.db is not as it was written'),
      passed: false,
    },
  ])
})

test('a manifest that tells of another library fails it', async () => {
  const manifest = JSON.parse(readFileSync(fileOf('manifest.json'), 'utf8'))
  manifest.auditHeads.library = 'f'.repeat(64)
  writeFileSync(fileOf('manifest.json'), JSON.stringify(manifest))
  const { passed, checks } = await runDrill({ data, now })
  expect(passed).toBe(false)
  const failed = checks.filter((check) => !check.passed)
  expect(failed.map(({ what }) => what)).toEqual(['end of the audit trail'])
  nothingIsLeft()
})

test('without a backup there is nothing to practise', async () => {
  rmSync(backupsFolderOf(data), { recursive: true })
  await expect(runDrill({ data, now })).rejects.toMatchObject({ code: 'PB_BACKUP_NONE_THEN' })
})
