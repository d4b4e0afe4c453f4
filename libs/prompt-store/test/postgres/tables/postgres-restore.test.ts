import { expect, test } from 'vitest'
import { libraryMigrations } from '../../../src/postgres/database/migrate.ts'
import { practiseDatabase, restoreDatabase } from '../../../src/postgres/postgres.ts'
import { databaseUrl, queryPostgres } from '../../../testing/embedded-postgres.ts'
import { codeOf } from '../../contract/library-fixture.ts'
import { copyDatabase, makeDatabase, openPostgresStore } from '../postgres-fixture.ts'
import { type Dump, dumpOf, fillWithAll, storedOf } from './whole-library.ts'

/** A library with something of everything, and an empty database. */
async function prepare() {
  const [library, empty] = await Promise.all([makeDatabase(), copyDatabase('template0')])
  const store = await openPostgresStore({ url: library.url })
  await fillWithAll(store)
  await store.close()
  const dump = await dumpOf(library.url)
  await library.discard()
  return { dump, ...empty }
}

/** What of a library goes on otherwise after a restore. */
function withoutWhatGoesOn({ rows: { library: _l, event: _e, login_session: _s, ...rows } }: Dump) {
  return rows
}

const isEmpty = async (url: string) => (await codeOf(dumpOf(url))) === 'PB_STORE_OLDER'

test('all of it is there, sessions have ended, and the library is one that nobody has seen', async () => {
  const { dump, url, discard } = await prepare()
  const restored = await restoreDatabase({ url, ...storedOf(dump) })
  expect(restored).toEqual({ leftOut: [], auditFault: null })
  const found = await dumpOf(url)
  expect(withoutWhatGoesOn(found)).toEqual(withoutWhatGoesOn(dump))
  expect([found.rows['event'], found.rows['login_session']]).toEqual([[], []])
  const store = await openPostgresStore({ url })
  const generation = Number(JSON.parse(dump.rows['library']?.[0] ?? '{}').generation)
  expect(await store.generation()).toBeGreaterThan(generation + 1_000)
  expect(await store.findToken('a'.repeat(64))).toMatchObject({ name: 'laptop' })
  expect(await store.findAccount('ada')).toMatchObject({ password: '$argon2id$x' })
  await store.close()
  expect(await codeOf(restoreDatabase({ url, ...storedOf(dump) }))).toBe('PB_STORE_NOT_EMPTY')
  await discard()
})

test('a trial changes nothing', async () => {
  const { dump, url, discard } = await prepare()
  await restoreDatabase({ url, ...storedOf(dump), isTrial: true })
  expect(await isEmpty(url)).toBe(true)
  await discard()
})

test('one that is interrupted leaves the database empty, and can be done again', async () => {
  const { dump, url, discard } = await prepare()
  const { library, digests } = storedOf(dump)
  async function* cutOff(lines: AsyncIterable<string>) {
    yield* lines
    await queryPostgres(
      url,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    )
  }
  const tables = library.tables.map(({ name, lines }) => ({
    name,
    lines: name === 'version' ? cutOff(lines) : lines,
  }))
  const cut = { ...library, tables }
  expect(await codeOf(restoreDatabase({ url, library: cut, digests }))).toBe('PB_STORE_UNAVAILABLE')
  expect(await isEmpty(url)).toBe(true)
  await restoreDatabase({ url, ...storedOf(dump) })
  expect((await dumpOf(url)).rows['version']).toEqual(dump.rows['version'])
  await discard()
})

test('an audit trail that was not whole is restored, and told', async () => {
  const { dump, url, discard } = await prepare()
  const audit = (dump.rows['audit'] ?? []).toSpliced(1, 1)
  const stored = storedOf({ ...dump, rows: { ...dump.rows, audit } })
  const { auditFault } = await restoreDatabase({ url, ...stored })
  expect(auditFault).toEqual(expect.any(String))
  await discard()
})

test('a library of an older schema is loaded as it was, and brought up to date', async () => {
  const { dump, url, discard } = await prepare()
  const next = `ALTER TABLE prompt ADD COLUMN colour text NOT NULL DEFAULT 'red'`
  const migrations = [...libraryMigrations, next]
  await restoreDatabase({ url, ...storedOf(dump), migrations })
  const found = await dumpOf(url)
  expect(found.schemaVersion).toBe(libraryMigrations.length + 1)
  expect(found.rows['version']).toEqual(dump.rows['version'])
  expect(JSON.parse(found.rows['prompt']?.[0] ?? '{}')).toMatchObject({ colour: 'red' })
  const newer = { ...storedOf(found), url, isTrial: true }
  expect(await codeOf(restoreDatabase(newer))).toBe('PB_STORE_NOT_EMPTY')
  expect(await codeOf(practiseDatabase(url, 'other', newer.library))).toBe('PB_STORE_NEWER')
  await discard()
})

/** An account that is no superuser, and what it is known by in an address. */
async function makeRole(url: string, name: string) {
  const role = `${name}_${process.pid}`
  await queryPostgres(url, `CREATE ROLE ${role} LOGIN PASSWORD 'x'`)
  const as = Object.assign(new URL(url), { username: role, password: 'x' }).href
  const drop = () => queryPostgres(databaseUrl(url, 'postgres'), `DROP ROLE ${role}`)
  return { role, as, drop }
}

test('whoever owns the database needs no other rights', async () => {
  const { dump, url, discard } = await prepare()
  const { role, as, drop } = await makeRole(url, 'owner')
  await queryPostgres(
    url,
    `DO $$ BEGIN
       EXECUTE format('ALTER DATABASE %I OWNER TO ${role}', current_database());
     END $$;
     ALTER SCHEMA public OWNER TO ${role}`,
  )
  await restoreDatabase({ url: as, ...storedOf(dump) })
  expect(withoutWhatGoesOn(await dumpOf(as))).toEqual(withoutWhatGoesOn(dump))
  const { library, digests } = storedOf(dump)
  expect(await practiseDatabase(as, 'drill', library)).toEqual({ digests, leftOut: [] })
  await discard()
  await drop()
})

test('what an account may not do is told as that', async () => {
  const { dump, url, discard } = await prepare()
  const { as: lean, drop } = await makeRole(url, 'lean')
  await queryPostgres(url, 'REVOKE CREATE ON SCHEMA public FROM public')
  const { library, digests } = storedOf(dump)
  const refused = 'PB_STORE_NOT_ALLOWED'
  expect(await codeOf(restoreDatabase({ url: lean, library, digests }))).toBe(refused)
  await restoreDatabase({ url, ...storedOf(dump) })
  expect(await codeOf(dumpOf(lean))).toBe(refused)
  expect(await codeOf(practiseDatabase(lean, 'drill', storedOf(dump).library))).toBe(refused)
  await discard()
  await drop()
})
