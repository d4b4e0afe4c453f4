import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { libraryMigrations } from '../../../src/postgres/database/migrate.ts'
import { prepareDatabase } from '../../../src/postgres/database/prepare-database.ts'
import { storeFull } from '../../../src/store-errors.ts'
import { codeOf } from '../../contract/library-fixture.ts'
import { copyDatabase, openPostgresStore } from '../postgres-fixture.ts'
import { type Dump, dumpOf, fillWithAll, migrate } from './whole-library.ts'

let url: string
let discard: () => Promise<void>
let before: Dump

beforeEach(async () => {
  ;({ url, discard } = await copyDatabase('template0'))
  await migrate(url, 0, libraryMigrations)
  const store = await openPostgresStore({ url })
  await fillWithAll(store)
  await store.close()
  before = await dumpOf(url)
})

afterEach(() => discard())

const newer = [...libraryMigrations, 'ALTER TABLE prompt ADD COLUMN colour text']

test('before a schema changes a backup of it as it is is made, once', async () => {
  const backups: Dump[] = []
  const beforeMigration = async () => {
    backups.push(await dumpOf(url))
    return 'the backup'
  }
  await prepareDatabase(url, { migrations: newer, beforeMigration })
  expect(backups).toEqual([before])
  expect((await dumpOf(url)).schemaVersion).toBe(newer.length)
  await prepareDatabase(url, { migrations: newer, beforeMigration })
  expect(backups).toHaveLength(1)
})

test('without a backup nothing is migrated', async () => {
  const beforeMigration = () => Promise.reject(storeFull())
  const refused = prepareDatabase(url, { migrations: newer, beforeMigration })
  expect(await codeOf(refused)).toBe('PB_STORE_FULL')
  expect(await dumpOf(url)).toEqual(before)
})

test('whoever must be told of a migration that failed is told of the backup', async () => {
  const migrations = [...libraryMigrations, 'ALTER TABLE nothing ADD COLUMN colour text']
  const failing = prepareDatabase(url, { migrations, beforeMigration: async () => 'the-backup' })
  await expect(failing).rejects.toMatchObject({
    code: 'PB_STORE_MIGRATION_FAILED',
    hint: expect.stringContaining('the-backup'),
  })
  expect(await dumpOf(url)).toEqual(before)
})

test('a database without a library needs no backup', async () => {
  const empty = await copyDatabase('template0')
  const beforeMigration = vi.fn(async () => 'none')
  await prepareDatabase(empty.url, { beforeMigration })
  expect(beforeMigration).not.toHaveBeenCalled()
  await empty.discard()
})
