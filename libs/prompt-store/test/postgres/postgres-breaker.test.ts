import type { BreakerState } from '@promptbin/breaker'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { PromptStore } from '../../src/index.ts'
import { queryPostgres } from '../../testing/embedded-postgres.ts'
import { ada, aPrompt, codeOf, read } from '../contract/library-fixture.ts'
import { startCountingRelay } from './counting-relay.ts'
import { makeDatabase, openPostgresStore } from './postgres-fixture.ts'

let database: Awaited<ReturnType<typeof makeDatabase>>
let relay: Awaited<ReturnType<typeof startCountingRelay>>
let store: PromptStore
let states: BreakerState[]
let reasons: (string | undefined)[]
let heard: () => void

beforeEach(async () => {
  states = []
  reasons = []
  heard = () => {}
  database = await makeDatabase()
  relay = await startCountingRelay(database.url)
  store = await openPostgresStore({
    url: relay.url,
    onBreaker: (state, reason) => {
      states.push(state)
      reasons.push(reason?.message)
      heard()
    },
  })
  await store.create(aPrompt({ name: 'there' }), ada)
})
afterEach(async () => {
  await store.close()
  await relay.close()
  await database.discard()
})

/** Waits until the breaker has been in such a state so often. */
async function becomes(state: BreakerState, times = 1): Promise<void> {
  const isThere = () => states.filter((one) => one === state).length >= times
  while (!isThere()) await new Promise<void>((resolve) => (heard = resolve))
}

/** Asks until that is refused without a question. */
async function cutOff(): Promise<void> {
  relay.cut()
  while (!states.includes('open')) await codeOf(store.generation())
}

test('a server that is away is left alone after five jobs, which are refused at once, and is found to be back without a job', async () => {
  await cutOff()
  const [before, trialsBefore] = [relay.connections(), states.length]
  const asked = [
    ...Array.from({ length: 500 }, () => read(store, 'there')),
    ...Array.from({ length: 500 }, () => store.create(aPrompt(), ada)),
  ]
  const failed = await Promise.all(asked.map((job) => job.catch((error: unknown) => error)))
  for (const error of failed) {
    expect(error).toMatchObject({
      code: 'PB_STORE_UNAVAILABLE',
      status: 503,
      message: expect.stringContaining('nothing was changed'),
    })
  }
  // Whoever came meanwhile was a trial.
  expect(relay.connections() - before).toBeLessThanOrEqual(states.length - trialsBefore + 1)
  expect(store.load()).toMatchObject({ reads: { queued: 0 }, writes: { queued: 0 } })
  await becomes('open', 2)
  expect(reasons.every((reason) => reason !== undefined)).toBe(true)
  relay.mend()
  await becomes('closed')
  expect((await read(store, 'there')).latest).toBe(1)
  await store.create(aPrompt({ name: 'after' }), ada)
  expect(states.at(-1)).toBe('closed')
  expect(reasons.at(-1)).toBeUndefined()
})

test('what PostgreSQL refuses, however often, is an answer', async () => {
  await queryPostgres(
    database.url,
    `CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN RAISE EXCEPTION 'on purpose' USING ERRCODE = '57P01'; END $$;
     CREATE TRIGGER refuses AFTER INSERT ON event FOR EACH ROW EXECUTE FUNCTION refuse()`,
  )
  for (let n = 0; n < 20; n += 1)
    expect(await codeOf(store.create(aPrompt(), ada))).toBe('PB_STORE_UNAVAILABLE')
  await queryPostgres(database.url, 'DROP TRIGGER refuses ON event')
  expect(states).toEqual([])
})

test('a server that is back and lets nobody in says so itself', async () => {
  const role = `refused_${Date.now()}`
  await queryPostgres(database.url, `CREATE ROLE ${role} LOGIN SUPERUSER PASSWORD 'right'`)
  const url = Object.assign(new URL(relay.url), { username: role, password: 'right' }).href
  const seen: BreakerState[] = []
  const other = await openPostgresStore({ url, onBreaker: (state) => seen.push(state) })
  relay.cut()
  while (!seen.includes('open')) await codeOf(other.generation())
  await queryPostgres(database.url, `ALTER ROLE ${role} NOLOGIN`)
  relay.mend()
  await expect.poll(() => seen.at(-1), { timeout: 60_000 }).toBe('closed')
  expect(await codeOf(other.generation())).toBe('PB_STORE_LOGIN_REFUSED')
  await other.close()
  await queryPostgres(database.url, `DROP ROLE ${role}`)
})

test('a change that has begun is finished while others find the server away', async () => {
  await queryPostgres(
    database.url,
    `CREATE TABLE go ();
     CREATE OR REPLACE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN
       INSERT INTO go DEFAULT VALUES;
       WHILE (SELECT count(*) FROM go) < 2 LOOP PERFORM pg_sleep(0.02); END LOOP;
       RETURN NEW;
     END $$;
     CREATE TRIGGER waits AFTER INSERT ON event FOR EACH ROW EXECUTE FUNCTION wait()`,
  )
  const change = store.create(aPrompt({ name: 'begun' }), ada)
  const waiting = `SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()`
  while ((await queryPostgres(database.url, waiting)).length === 0);
  relay.refuse()
  while (!states.includes('open')) await codeOf(store.generation())
  await queryPostgres(database.url, 'INSERT INTO go DEFAULT VALUES')
  expect((await change).name).toBe('begun')
  await queryPostgres(database.url, 'DROP TRIGGER waits ON event; DROP TABLE go')
})

test('of a server that does not say a word one job learns, and nobody else waits for it', {
  timeout: 120_000,
}, async () => {
  relay.silence()
  expect(await codeOf(store.generation())).toBe('PB_STORE_UNAVAILABLE')
  expect(states[0]).toBe('open')
  expect(reasons[0]).toMatch(/timeout/i)
  const before = relay.connections()
  const all = Array.from({ length: 100 }, () => codeOf(read(store, 'there')))
  expect(new Set(await Promise.all(all))).toEqual(new Set(['PB_STORE_UNAVAILABLE']))
  expect(relay.connections() - before).toBeLessThanOrEqual(states.length)
  relay.mend()
  await becomes('closed')
  expect((await read(store, 'there')).latest).toBe(1)
})
