import { readdir, truncate } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import type { PromptBinError } from '@promptbin/errors'
import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import { openDamagedStore, schemaVersion } from '../../src/index.ts'
import { schema as firstSchema } from '../../src/sqlite/migrations/0001-library.ts'
import { ada, aPrompt, codeOf, read } from '../contract/library-fixture.ts'
import { makeFolder, openStore } from '../sqlite-fixture.ts'
import { breakPages, contentOf, fillLibrary, pagesOf, tamper } from './damaged-library.ts'

let place: Awaited<ReturnType<typeof makeFolder>>
beforeEach(async () => {
  place = await makeFolder()
})
afterEach(() => place.discard())

const openDamaged = () =>
  openDamagedStore({ file: place.file, worker: new URL(inject('storeWorker')) })

test('damage at an end of a table is met when the library is opened', async () => {
  await fillLibrary(place.file, 20)
  await breakPages(place.file, pagesOf(place.file, 'version').slice(-1))
  await expect(openStore({ file: place.file })).rejects.toMatchObject({
    code: 'PB_STORE_DAMAGED',
    hint: expect.stringContaining('promptbin recover'),
  })
})

test('a damaged library is read as far as it can be, and nothing writes to it', async () => {
  await fillLibrary(place.file, 20)
  await breakPages(place.file, pagesOf(place.file, 'event').slice(-1))
  const [before, files] = [await contentOf(place.file), await readdir(place.folder)]
  const store = await openDamaged()
  expect((await read(store, 'prompt-1')).name).toBe('prompt-1')
  expect((await store.list({ q: 'prompt', limit: 5 })).items).toHaveLength(5)
  const refused: PromptBinError = await store.create(aPrompt(), ada).catch((error) => error)
  expect(refused).toMatchObject({ code: 'PB_STORE_DAMAGED_READ_ONLY', status: 503 })
  expect(refused.hint).toContain('promptbin recover')
  expect(await codeOf(store.eventsAfter(0, 100))).toBe('PB_STORE_DAMAGED')
  expect(await codeOf(store.trash('prompt-1'))).toBe('PB_STORE_DAMAGED_READ_ONLY')
  expect(await codeOf(store.probe())).toBe('PB_STORE_DAMAGED_READ_ONLY')
  await store.close()
  expect(await contentOf(place.file)).toEqual(before)
  expect(files).toContain('promptbin.db')
})

test('a library of which nothing can be listed is refused for reading as well', async () => {
  await fillLibrary(place.file, 3)
  await truncate(place.file, 4_096)
  expect(await codeOf(openDamaged())).toBe('PB_STORE_DAMAGED')
})

function schemaNow(): number {
  const database = new DatabaseSync(place.file)
  const row = database.prepare('PRAGMA user_version').get()
  database.close()
  return Number(row?.['user_version'])
}

/** A library as the first PromptBin left it, whose second migration cannot be done. */
function makeOldLibrary(obstacle = '') {
  const database = new DatabaseSync(place.file)
  database.exec(`PRAGMA journal_mode = WAL; ${firstSchema}; PRAGMA user_version = 1; ${obstacle}`)
  database.close()
}

test('a migration that fails leaves the library to the PromptBin of before, and names the backup', async () => {
  // The last migrations meet what the first ones do not know of.
  makeOldLibrary('CREATE TABLE account (id TEXT)')
  const opened = openStore({ file: place.file, beforeMigration: async () => 'the-backup' })
  await expect(opened).rejects.toMatchObject({
    code: 'PB_STORE_MIGRATION_FAILED',
    message: expect.stringContaining('schema 10'),
    hint: expect.stringContaining('the-backup'),
  })
  expect(schemaNow()).toBe(1)
  const database = new DatabaseSync(place.file)
  const tables = database.prepare(`SELECT name FROM sqlite_schema WHERE name = 'alias'`).all()
  expect(tables).toEqual([])
  database.close()
})

test('a backup is made before a migration, and for no other start', async () => {
  const made: number[] = []
  const beforeMigration = async () => {
    made.push(schemaNow())
    return 'the-backup'
  }
  makeOldLibrary()
  await (await openStore({ file: place.file, beforeMigration })).close()
  expect(made).toEqual([1])
  await (await openStore({ file: place.file, beforeMigration })).close()
  expect(made).toEqual([1])
  tamper(place.file, `PRAGMA user_version = ${schemaVersion + 1}`)
  expect(await codeOf(openStore({ file: place.file, beforeMigration }))).toBe('PB_STORE_NEWER')
  expect(made).toEqual([1])
})

test('without the backup there is no migration', async () => {
  makeOldLibrary()
  const beforeMigration = async () => {
    throw new Error('no room')
  }
  await expect(openStore({ file: place.file, beforeMigration })).rejects.toThrow('no room')
  expect(schemaNow()).toBe(1)
})
