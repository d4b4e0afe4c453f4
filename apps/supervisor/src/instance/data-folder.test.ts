import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { prepareDataFolder } from './data-folder.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'promptbin-data-'))
})

afterEach(() => rmSync(folder, { recursive: true }))

test('it is made with all that it needs, for its owner only', () => {
  const path = join(folder, 'deep', 'down')
  const { logFolder, lockFile } = prepareDataFolder(path)
  for (const made of [path, logFolder, join(lockFile, '..')]) {
    expect(statSync(made).mode & 0o777).toBe(0o700)
  }
})

test('one that is there stays as it is', () => {
  prepareDataFolder(folder)
  expect(() => prepareDataFolder(folder)).not.toThrow()
})

test.each([
  ['below a file', () => join(folder, 'file', 'data')],
  ['on a file', () => join(folder, 'file')],
  ['where the system lets nobody write', () => '/proc/promptbin/data'],
])('%s it cannot be made, which is told at once', (_where, place) => {
  writeFileSync(join(folder, 'file'), '', { mode: 0o600 })
  expect(() => prepareDataFolder(place())).toThrow(
    expect.objectContaining({ code: 'PB_DATA_DIR_UNWRITABLE' }),
  )
})
