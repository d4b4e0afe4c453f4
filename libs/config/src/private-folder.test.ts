import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { preparePrivateFolder } from './private-folder.ts'

let place: string

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'promptbin-folder-'))
})

afterEach(() => rmSync(place, { recursive: true, force: true }))

test('what is missing is made, for its owner only', () => {
  const folder = join(place, 'one', 'two')
  preparePrivateFolder(folder)
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  expect(() => preparePrivateFolder(folder)).not.toThrow()
})

test.each([
  ['under a file', () => join(place, 'file', 'data')],
  ['a file itself', () => join(place, 'file')],
  ['where the system lets nobody make folders', () => '/proc/promptbin/data'],
])('a folder %s is refused with its path', (_where, path) => {
  writeFileSync(join(place, 'file'), '')
  expect(() => preparePrivateFolder(path())).toThrow(
    expect.objectContaining({
      code: 'PB_DATA_DIR_UNWRITABLE',
      message: expect.stringContaining(path()),
    }),
  )
})
