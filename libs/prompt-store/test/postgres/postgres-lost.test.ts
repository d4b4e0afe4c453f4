import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { PromptStore } from '../../src/index.ts'
import { startEmbeddedPostgres } from '../../testing/embedded-postgres.ts'
import { ada, aPrompt, codeOf, read } from '../contract/library-fixture.ts'
import { startCuttingProxy } from './cutting-proxy.ts'
import { makeDatabase, openPostgresStore } from './postgres-fixture.ts'

let database: Awaited<ReturnType<typeof makeDatabase>>
let proxy: Awaited<ReturnType<typeof startCuttingProxy>>
let store: PromptStore
let other: pg.Client
beforeAll(async () => {
  database = await makeDatabase()
  proxy = await startCuttingProxy(database.url)
  store = await openPostgresStore({ url: proxy.url })
  other = new pg.Client({ connectionString: database.url })
  await other.connect()
})
afterAll(async () => {
  await store.close()
  await proxy.close()
  await other.end()
  await database.discard()
})

/** Ends the connections that the store has, once there are some that do what is asked for. */
async function endConnections(doing: string): Promise<void> {
  for (let ended: readonly unknown[] = []; ended.length === 0; ) {
    const { rows } = await other.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = 'promptbin' AND ${doing}`,
    )
    ended = rows
  }
}

let count = 0
let name = ''
beforeEach(async () => {
  count += 1
  name = `prompt-${count}`
  await store.create(aPrompt({ name, text: 'before' }), ada)
})

const said = (text: string) => ({ messages: [{ role: 'user' as const, text }] })

test('a connection that is ended in the middle of a change leaves nothing of it, and the next change works', async () => {
  const before = await store.generation()
  // The change has written its version and waits to note its event.
  await other.query('BEGIN; LOCK TABLE event IN ACCESS EXCLUSIVE MODE')
  const change = store.change(name, said('during'), ada).catch((error: unknown) => error)
  await endConnections(`wait_event_type = 'Lock'`)
  await other.query('ROLLBACK')
  expect(await change).toMatchObject({
    code: 'PB_STORE_UNAVAILABLE',
    message: expect.stringContaining('nothing was changed'),
  })
  expect(await store.generation()).toBe(before)
  expect((await read(store, name)).latest).toBe(1)
  await store.change(name, said('after'), ada)
  expect(await read(store, name)).toMatchObject({ latest: 2, generation: before + 1 })
})

test('connections that are ended while nobody asks are not missed', async () => {
  await endConnections(`state = 'idle'`)
  expect((await read(store, name)).latest).toBe(1)
  expect((await store.change(name, { title: 'Kept' }, ada)).title).toBe('Kept')
})

test.each([
  { isAnswered: true, kept: 'was kept', versions: 2 },
  { isAnswered: false, kept: 'was given up', versions: 1 },
])(
  'a change that $kept while the connection was lost is told as unknown, and asked again it happens once',
  async ({ isAnswered, versions }) => {
    const change = () =>
      store.change(name, said('once'), ada, undefined, { key: name, fingerprint: 'same' })
    proxy.cutNext({ at: 'COMMIT\0', isAnswered })
    const lost = await change().catch((error: unknown) => error)
    expect(lost).toMatchObject({
      code: 'PB_STORE_UNAVAILABLE',
      message: expect.stringContaining('it is unknown whether the change was saved'),
    })
    expect((await read(store, name)).latest).toBe(versions)
    expect((await change()).latest).toBe(2)
    expect(await store.versions(name)).toHaveLength(2)
  },
)

test('statements that were prepared before a newer program changed a table are prepared anew', async () => {
  const token = (name: string) =>
    store.createToken({ name, hash: name, ending: 'wxyz', scopes: [], expiresAt: null }, ada)
  await token('one')
  await other.query('ALTER TABLE token ADD COLUMN later text')
  expect(await codeOf(token('two'))).toBe('PB_STORE_UNAVAILABLE')
  await token('two')
  expect(await store.tokens()).toHaveLength(2)
  await other.query('ALTER TABLE token DROP COLUMN later')
})

test('a server that is stopped is told as unavailable, and is used again when it is back', async () => {
  const server = await startEmbeddedPostgres()
  const stored = await openPostgresStore({ url: server.url })
  await stored.create(aPrompt({ name: 'kept' }), ada)
  await server.stop()
  const asked = [
    read(stored, 'kept'),
    stored.create(aPrompt(), ada),
    stored.probe(),
    openPostgresStore({ url: server.url }),
  ]
  const codes = await Promise.all(asked.map(codeOf))
  expect(codes).toEqual(asked.map(() => 'PB_STORE_UNAVAILABLE'))
  await server.start()
  await stored.probe()
  expect((await read(stored, 'kept')).latest).toBe(1)
  await stored.create(aPrompt({ name: 'new' }), ada)
  expect(await stored.generation()).toBe(2)
  await stored.close()
  await server.discard()
})
