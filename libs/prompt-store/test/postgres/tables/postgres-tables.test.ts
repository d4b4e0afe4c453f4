import fc from 'fast-check'
import pg from 'pg'
import { expect, inject, test } from 'vitest'
import { libraryMigrations } from '../../../src/postgres/database/migrate.ts'
import { practiseDatabase } from '../../../src/postgres/postgres.ts'
import { queryPostgres } from '../../../testing/embedded-postgres.ts'
import { ada, aPrompt, codeOf } from '../../contract/library-fixture.ts'
import { copyDatabase, openPostgresStore } from '../postgres-fixture.ts'
import { dumpOf, fillWithAll, load, migrate, storedOf } from './whole-library.ts'

/** What a later schema may have, and the present one has not. */
const curious = `
CREATE TABLE "a b/c" (
  n      bigint           GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  words  text,
  raw    bytea,
  moment timestamptz,
  weight double precision,
  large  numeric,
  twice  text             GENERATED ALWAYS AS (words || words) STORED
);
CREATE TABLE without_key (word text)`

const migrations = [...libraryMigrations, curious]

/** Over one with an empty library, and one without any. */
async function inDatabases(work: (from: string, to: string) => Promise<void>): Promise<void> {
  const [library, empty] = await Promise.all([
    copyDatabase(inject('postgresTemplate')),
    copyDatabase('template0'),
  ])
  try {
    await work(library.url, empty.url)
  } finally {
    await library.discard()
    await empty.discard()
  }
}

test('a library that is loaded is the one that was stored, and goes on as that would have', async () => {
  await inDatabases(async (from, to) => {
    const original = await openPostgresStore({ url: from })
    await fillWithAll(original)
    const dump = await dumpOf(from)
    const empty = Object.entries(dump.rows).flatMap(([name, rows]) => (rows.length > 0 ? [] : name))
    expect(empty).toEqual(['login_attempts', 'origin'])
    expect(await load(to, dump)).toEqual([])
    expect(await dumpOf(to)).toEqual(dump)

    const loaded = await openPostgresStore({ url: to })
    for (const store of [original, loaded]) {
      await store.create(aPrompt({ name: 'next' }), ada)
      await store.setLabel('next', 'beta', { version: 1 }, ada)
    }
    const found = await Promise.all(
      [original, loaded].map((store) => store.list({ q: 'kind', limit: 9 })),
    )
    const names = found.map(({ items }) => items.map(({ name }) => name))
    expect(names).toEqual([['base'], ['base']])
    const moves = async (url: string) =>
      queryPostgres(url, 'SELECT id, label FROM label_move ORDER BY id')
    expect(await moves(to)).toEqual(await moves(from))
    await Promise.all([original.close(), loaded.close()])
  })
})

const row = fc.record({
  words: fc.option(fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\0', ''))),
  raw: fc.option(fc.uint8Array({ maxLength: 300 })),
  moment: fc.option(
    fc.date({ min: new Date('0001-01-01'), max: new Date('9999-01-01'), noInvalidDate: true }),
  ),
  weight: fc.option(fc.double()),
  large: fc.option(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n })),
})

async function insert(
  url: string,
  rows: readonly (typeof row extends fc.Arbitrary<infer Row> ? Row : never)[],
) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  for (const { words, raw, moment, weight, large } of rows) {
    await client.query(
      'INSERT INTO "a b/c" (words, raw, moment, weight, large) VALUES ($1, $2, $3, $4, $5)',
      [
        words,
        raw && Buffer.from(raw),
        moment?.toISOString() ?? null,
        weight,
        large?.toString() ?? null,
      ],
    )
    await client.query('INSERT INTO without_key VALUES ($1)', [words])
  }
  await client.end()
}

test('whatever stands in a table is there again, whatever its type', async () => {
  await inDatabases(async (from) => {
    await migrate(from, libraryMigrations.length, migrations)
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 20 }), async (rows) => {
        await insert(from, rows)
        const dump = await dumpOf(from)
        const { url, discard } = await copyDatabase('template0')
        await load(url, dump, migrations)
        expect(await dumpOf(url)).toEqual(dump)
        await discard()
      }),
      { numRuns: 6 },
    )
  })
})

test('a character that PostgreSQL cannot keep is refused, and nothing is loaded', async () => {
  await inDatabases(async (from, to) => {
    const dump = await dumpOf(from)
    const word = ['{"word":"a\\u0000b"}']
    const damaged = { ...dump, rows: { ...dump.rows, word } }
    expect(await codeOf(load(to, damaged))).toBe('PB_STORE_TABLES_DIFFER')
    const without = Object.fromEntries(Object.entries(dump.rows).filter(([it]) => it !== 'prompt'))
    expect(await codeOf(load(to, { ...dump, rows: without }))).toBe('PB_STORE_TABLES_DIFFER')
    expect(await codeOf(dumpOf(to))).toBe('PB_STORE_OLDER')
  })
})

test('a row that refers to nothing is refused', async () => {
  await inDatabases(async (from, to) => {
    const dump = await dumpOf(from)
    const stray = '{"prompt":"p","n":1,"position":0,"reference":"r","target":"t"}'
    const damaged = { ...dump, rows: { ...dump.rows, reference: [stray] } }
    expect(await codeOf(load(to, damaged))).toBe('PB_STORE_TABLES_DIFFER')
  })
})

test('for practice it is loaded beside the library, and nothing is left of it', async () => {
  await inDatabases(async (from) => {
    const store = await openPostgresStore({ url: from })
    await fillWithAll(store)
    const dump = await dumpOf(from)
    const { library, digests } = storedOf(dump)
    const practised = await practiseDatabase(from, 'promptbin_drill_1', library)
    expect(practised).toEqual({ digests, leftOut: [] })
    expect(await dumpOf(from)).toEqual(dump)
    const schemas = await queryPostgres(
      from,
      `SELECT nspname FROM pg_namespace WHERE nspname LIKE 'promptbin%'`,
    )
    expect(schemas).toEqual([])
    await store.close()
  })
})
