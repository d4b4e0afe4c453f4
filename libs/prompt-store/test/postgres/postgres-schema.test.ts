import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openPostgresReadOnly } from '../../src/postgres/postgres.ts'
import { databaseUrl, queryPostgres } from '../../testing/embedded-postgres.ts'
import { ada, aPrompt, codeOf, read } from '../contract/library-fixture.ts'
import { makeFolder, openStore } from '../sqlite-fixture.ts'
import { copyDatabase, makeDatabase, openPostgresStore } from './postgres-fixture.ts'

let library: Awaited<ReturnType<typeof makeDatabase>>
let empty: Awaited<ReturnType<typeof makeDatabase>>
beforeAll(async () => {
  ;[library, empty] = await Promise.all([makeDatabase(), copyDatabase('template0')])
})
afterAll(() => Promise.all([library.discard(), empty.discard()]))

test('a database without a library is not read, and processes that start at once make it once', async () => {
  expect(await codeOf(openPostgresReadOnly({ url: empty.url }))).toBe('PB_STORE_OLDER')
  const stores = await Promise.all([1, 2, 3].map(() => openPostgresStore({ url: empty.url })))
  await stores[0]?.create(aPrompt({ name: 'one' }), ada)
  expect(await Promise.all(stores.map((store) => store.generation()))).toEqual([1, 1, 1])
  const reader = await openPostgresReadOnly({ url: empty.url, worker: workerOfTests() })
  expect((await read(reader, 'one')).latest).toBe(1)
  expect(await codeOf(reader.create(aPrompt(), ada))).toBe('PB_STORE_UNWRITABLE')
  await Promise.all([reader, ...stores].map((store) => store.close()))
})

test('a library that a newer program has written is not opened', async () => {
  await queryPostgres(library.url, 'UPDATE library_schema SET version = version + 1')
  expect(await codeOf(openPostgresStore({ url: library.url }))).toBe('PB_STORE_NEWER')
  expect(await codeOf(openPostgresReadOnly({ url: library.url }))).toBe('PB_STORE_NEWER')
  await queryPostgres(library.url, 'UPDATE library_schema SET version = version - 1')
})

test('where something else is in the way, nothing is made', async () => {
  const taken = await copyDatabase('template0')
  await queryPostgres(taken.url, 'CREATE TABLE share (id int)')
  expect(await codeOf(openPostgresStore({ url: taken.url }))).toBe('PB_STORE_MIGRATION_FAILED')
  const tables = await queryPostgres(
    taken.url,
    `SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'`,
  )
  expect(tables).toEqual([{ table_name: 'share' }])
  await taken.discard()
})

test('a database that cannot keep every character is refused', async () => {
  const name = `latin_${process.pid}`
  await queryPostgres(
    inject('postgres'),
    `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'`,
  )
  const url = databaseUrl(inject('postgres'), name)
  expect(await codeOf(openPostgresStore({ url }))).toBe('PB_STORE_SERVER_UNFIT')
  await queryPostgres(inject('postgres'), `DROP DATABASE ${name} WITH (FORCE)`)
})

test('its tables are those of SQLite, but for what each database searches by', async () => {
  const { file, discard } = await makeFolder()
  await (await openStore({ file })).close()
  const sqlite = new DatabaseSync(file)
  const ofSqlite = sqlite.prepare(`
    SELECT entry.name || '.' || field.name AS field
      FROM sqlite_schema AS entry, pragma_table_xinfo(entry.name) AS field
     WHERE entry.type IN ('table', 'view')`)
  const fields = ofSqlite.all().map(({ field }) => String(field))
  sqlite.close()
  await discard()
  const ofPostgres = await queryPostgres(
    library.url,
    `SELECT table_name || '.' || column_name AS field
       FROM information_schema.columns WHERE table_schema = 'public'`,
  )
  const ownOfSqlite = /^(sqlite_|prompt_search)/
  const ownOfPostgres = /^(library_schema|prompt_search)|^library\.audited$/
  const named = (all: readonly string[], own: RegExp) => all.filter((it) => !own.test(it)).sort()
  expect(
    named(
      ofPostgres.map(({ field }) => String(field)),
      ownOfPostgres,
    ),
  ).toEqual(named(fields, ownOfSqlite))
})

const workerOfTests = () => new URL(inject('postgresWorker'))
