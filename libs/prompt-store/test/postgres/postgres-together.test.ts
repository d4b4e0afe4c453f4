import { verifyChain } from '@promptbin/security'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PromptStore } from '../../src/index.ts'
import { watchPostgresWrites } from '../../src/postgres/postgres.ts'
import { queryPostgres } from '../../testing/embedded-postgres.ts'
import { ada, aPrompt, codeOf, read } from '../contract/library-fixture.ts'
import { makeDatabase, openPostgresStore } from './postgres-fixture.ts'

/** Two processes would each have such a store; nothing is shared but the database. */
let database: Awaited<ReturnType<typeof makeDatabase>>
let stores: readonly PromptStore[]
beforeAll(async () => {
  database = await makeDatabase()
  const open = () => openPostgresStore({ url: database.url, readers: 1 })
  stores = await Promise.all([open(), open()])
})
afterAll(async () => {
  await Promise.all(stores.map((store) => store.close()))
  await database.discard()
})

const said = (text: string) => ({ messages: [{ role: 'user' as const, text }] })

/** What is done of what both stores do at once; gives whether it changed anything. */
type Act = (store: PromptStore, name: string, key: string, known: number) => Promise<unknown>

const acts: Readonly<Record<string, Act>> = {
  text: (store, name, key) => store.change(name, said(key), ada),
  expecting: (store, name, key, known) => store.change(name, said(key), ada, known),
  about: (store, name, key) => store.change(name, { description: key }, ada),
  label: (store, name, key) => store.setLabel(name, `l${key}`, { version: 1 }, ada),
  share: (store, name, key) =>
    store.createShare({ prompt: name, tokenHash: key, expiresAt: null }, ada),
  token: (store, _, key) =>
    store.createToken({ name: key, hash: key, ending: 'wxyz', scopes: [], expiresAt: null }, ada),
}

const steps = fc.array(
  fc.record({
    store: fc.nat(1),
    prompt: fc.nat(1),
    act: fc.constantFrom(
      'text',
      'text',
      'expecting',
      'expecting',
      'about',
      'label',
      'share',
      'token',
    ),
  }),
  { minLength: 2, maxLength: 16 },
)

const upTo = (last: number, from = 1) =>
  Array.from({ length: last - from + 1 }, (_, index) => from + index)

let run = 0

test('whatever two stores change at once, nothing is lost and generations have no gap', async () => {
  const [one, two] = stores as readonly [PromptStore, PromptStore]
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      run += 1
      const prompts = await Promise.all(
        ['a', 'b'].map((name) =>
          one.create(aPrompt({ name: `${name}-${run}`, text: 'first' }), ada),
        ),
      )
      const start = await two.generation()
      const texts = prompts.map(() => ['first'])
      const codes = await Promise.all(
        all.map(async ({ store, prompt, act }, index) => {
          const { name, generation } = prompts[prompt] as (typeof prompts)[number]
          const key = `${run}-${index}`
          const done = acts[act]?.(stores[store] as PromptStore, name, key, generation)
          const code = await codeOf(done as Promise<unknown>)
          const isText = act === 'text' || act === 'expecting'
          if (isText && code === undefined) texts[prompt]?.push(key)
          return code
        }),
      )
      expect(codes.filter((code) => code !== undefined && code !== 'PB_PROMPT_CHANGED')).toEqual([])

      const end = start + codes.filter((code) => code === undefined).length
      expect(await one.generation()).toBe(end)
      const { events, complete } = await two.eventsAfter(start, 100)
      expect(complete).toBe(true)
      expect(events.map(({ generation }) => generation)).toEqual(upTo(end, start + 1))
      for (const [index, { name }] of prompts.entries()) {
        const written = texts[index] as string[]
        const numbers = (await two.versions(name)).map(({ n }) => n)
        expect(numbers.toReversed()).toEqual(upTo(written.length))
        const versions = await Promise.all(numbers.map((n) => read(one, name, n)))
        const kept = versions.map(({ version }) => String(version.messages[0]?.text))
        expect(kept.sort()).toEqual(written.sort())
      }
    }),
    { numRuns: 12, endOnFailure: true },
  )
  const lines = await one.auditLines(0, 10_000)
  const verdict = verifyChain(lines, await two.auditHead())
  expect(verdict).toMatchObject({ valid: true, records: lines.length })
})

test('of two who change a prompt that both have read, one is told that it has changed', async () => {
  const { generation } = await (stores[0] as PromptStore).create(aPrompt({ name: 'both' }), ada)
  const codes = await Promise.all(
    stores.map((store, index) =>
      codeOf(store.change('both', { title: `${index}` }, ada, generation)),
    ),
  )
  expect(codes.sort()).toEqual(['PB_PROMPT_CHANGED', undefined])
})

test('a change under the same key happens once, whichever stores are asked for it', async () => {
  const once = { key: 'together', fingerprint: 'same' }
  const made = await Promise.all(
    [...stores, ...stores].map((store) => store.create(aPrompt({ title: 'Once' }), ada, once)),
  )
  expect(new Set(made.map(({ id }) => id)).size).toBe(1)
})

test('whoever watches hears of changes at once, and goes on when the connection was lost', async () => {
  const [one] = stores as readonly [PromptStore]
  let heard = Promise.withResolvers<void>()
  const nextWrite = () => {
    heard = Promise.withResolvers<void>()
    return heard.promise
  }
  const listening = nextWrite()
  const end = watchPostgresWrites(database.url, () => heard.resolve())
  await listening
  const changed = nextWrite()
  await one.create(aPrompt({ name: 'heard' }), ada)
  await changed
  const again = nextWrite()
  await queryPostgres(
    database.url,
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND query LIKE 'LISTEN%'`,
  )
  await again
  const opened = nextWrite()
  const link = { prompt: 'heard', tokenHash: 'f'.repeat(64), expiresAt: null }
  const { id } = await one.createShare(link, ada)
  await opened
  const viewed = nextWrite()
  await one.noteShareView(id)
  await viewed
  end()
})
