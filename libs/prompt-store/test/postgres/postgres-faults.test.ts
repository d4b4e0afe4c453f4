import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { PromptStore } from '../../src/index.ts'
import { databaseUrl, queryPostgres } from '../../testing/embedded-postgres.ts'
import { ada, aPrompt, codeOf, read } from '../contract/library-fixture.ts'
import { makeDatabase, openPostgresStore } from './postgres-fixture.ts'

let database: Awaited<ReturnType<typeof makeDatabase>>
let store: PromptStore
beforeAll(async () => {
  database = await makeDatabase()
  store = await openPostgresStore({ url: database.url })
  await store.create(aPrompt({ name: 'there' }), ada)
})
afterAll(async () => {
  await store.close()
  await database.discard()
})

/** Has PostgreSQL itself fail with a SQLSTATE whenever a change notes its event, or is to be kept. */
const failWith = (code: string, when: 'writing' | 'committing') =>
  queryPostgres(
    database.url,
    `CREATE OR REPLACE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN RAISE EXCEPTION 'on purpose' USING ERRCODE = '${code}'; END $$;
     CREATE CONSTRAINT TRIGGER fails AFTER INSERT ON event
       DEFERRABLE INITIALLY ${when === 'writing' ? 'IMMEDIATE' : 'DEFERRED'}
       FOR EACH ROW EXECUTE FUNCTION fail()`,
  )

test.each([
  ['53100', 'a full disk', 'PB_STORE_FULL'],
  ['53200', 'too little memory', 'PB_STORE_BUSY'],
  ['53300', 'too many connections', 'PB_STORE_BUSY'],
  ['40001', 'a serialization failure', 'PB_STORE_BUSY'],
  ['40P01', 'a deadlock', 'PB_STORE_BUSY'],
  ['55P03', 'a lock that was not to be had', 'PB_STORE_BUSY'],
  ['57014', 'a statement that took too long', 'PB_STORE_BUSY'],
  ['57P01', 'a server that is shut down', 'PB_STORE_UNAVAILABLE'],
  ['58030', 'an error of its disk', 'PB_STORE_UNAVAILABLE'],
  ['25006', 'a server that can only be read', 'PB_STORE_UNWRITABLE'],
  ['42501', 'a right that is missing', 'PB_STORE_UNWRITABLE'],
  ['XX001', 'data that are damaged', 'PB_STORE_DAMAGED'],
  ['XX002', 'an index that is damaged', 'PB_STORE_DAMAGED'],
  ['XX000', 'a defect of its own', 'PB_STORE_FAILED'],
  ['42703', 'a defect of ours', 'PB_STORE_FAILED'],
])('%s, %s, is told as that, and nothing of the change is kept', async (code, _, expected) => {
  const before = await store.generation()
  for (const when of ['writing', 'committing'] as const) {
    await failWith(code, when)
    const failed = await store.create(aPrompt(), ada).catch((error: unknown) => error)
    expect(failed, when).toMatchObject({ code: expected })
    expect(String(failed), when).not.toContain('unknown')
    await queryPostgres(database.url, 'DROP TRIGGER fails ON event')
  }
  expect(await store.generation()).toBe(before)
  expect((await read(store, 'there')).latest).toBe(1)
})

test('whoever cannot log in is told so, and never with the password', async () => {
  const secret = 'c4naryS3cret'
  const nobody = { username: 'nobody', password: secret }
  const wrong = Object.assign(new URL(database.url), nobody).href
  const missing = databaseUrl(database.url, 'nowhere')
  const closed = Object.assign(new URL(wrong), { port: '1' }).href
  for (const [url, code] of [
    [wrong, 'PB_STORE_LOGIN_REFUSED'],
    [missing, 'PB_STORE_LOGIN_REFUSED'],
    [closed, 'PB_STORE_UNAVAILABLE'],
    [`postgres://x:${secret}@[`, 'PB_STORE_UNAVAILABLE'],
  ] as const) {
    const error = await openPostgresStore({ url }).catch((refusal: unknown) => refusal)
    expect(error).toMatchObject({ code })
    const { message, hint, operatorHint, cause } = error as Error & Record<string, unknown>
    const { stack } = cause as Error
    const told = JSON.stringify([message, hint, operatorHint, String(cause), stack, cause])
    expect(told).not.toContain(secret)
  }
})

test('a change waits only so long for another program that holds the library, and reading goes on', async () => {
  const other = new pg.Client({ connectionString: database.url })
  await other.connect()
  await other.query('BEGIN; SELECT 1 FROM library FOR UPDATE')
  const change = codeOf(store.create(aPrompt({ name: 'late' }), ada))
  expect((await read(store, 'there')).latest).toBe(1)
  expect(await change).toBe('PB_STORE_BUSY')
  await other.query('ROLLBACK')
  await store.create(aPrompt({ name: 'late' }), ada)
  await other.end()
})

test('a server that becomes one that can only be read refuses changes until it no longer is', async () => {
  const readOnly = (value: string) =>
    queryPostgres(
      inject('postgres'),
      `ALTER DATABASE ${new URL(database.url).pathname.slice(1)}
         SET default_transaction_read_only = ${value};
       SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE application_name = 'promptbin'
          AND datname = '${new URL(database.url).pathname.slice(1)}'`,
    )
  await readOnly('on')
  expect(await codeOf(store.create(aPrompt(), ada))).toBe('PB_STORE_UNWRITABLE')
  expect(await codeOf(openPostgresStore({ url: database.url }))).toBe('PB_STORE_UNWRITABLE')
  expect((await read(store, 'there')).latest).toBe(1)
  await queryPostgres(
    inject('postgres'),
    `ALTER DATABASE ${new URL(database.url).pathname.slice(1)}
       SET default_transaction_read_only = off`,
  )
  await store.create(aPrompt(), ada)
})
