import type { PromptRecord } from '@promptbin/prompts'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PromptStore } from '../../src/index.ts'
import { recordsOf } from '../contract/imports/record-contract.ts'
import { ada, aPrompt, read } from '../contract/library-fixture.ts'
import { makeSqliteStore } from '../sqlite-fixture.ts'
import { makePostgresStore } from './postgres-fixture.ts'

let made: readonly Awaited<ReturnType<typeof makePostgresStore>>[]
beforeAll(async () => {
  made = await Promise.all([
    makeSqliteStore({ readers: 1 }),
    makePostgresStore({ readers: 1 }),
    makeSqliteStore({ readers: 1 }),
    makePostgresStore({ readers: 1 }),
  ])
})
afterAll(() => Promise.all(made.map(({ discard }) => discard())))

const storeOf = (index: number) => made[index]?.store as PromptStore

/** Any characters, in any form, but U+0000, which nobody may give in a field. */
const text = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 30 })
  .map((some) => some.replaceAll('\0', '\u2028').toWellFormed())

/** What is easily taken for something else: decomposed, a mark of byte order, from right to left. */
const awkward = fc.constantFrom('e\u0301', '\ufeffx', '\u202eabc', '\u{10ffff}', "'; --", '\\u0000')

const prompt = fc.record({
  title: fc.oneof(text, awkward),
  description: fc.oneof(text, awkward),
  folder: fc.constantFrom('', 'a', 'a/b', 'Ä', 'z'),
  tags: fc.uniqueArray(fc.oneof(text, awkward), { maxLength: 3 }),
  favourite: fc.boolean(),
  text: fc.oneof(text, awkward),
})

let count = 0

test('a library that moves from SQLite to PostgreSQL, or back, is the same', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(prompt, { minLength: 1, maxLength: 6 }),
      fc.nat(1),
      async (all, from) => {
        for (const { text, ...fields } of all) {
          const name = `p-${++count}`
          const source = storeOf(from)
          await source.create(aPrompt({ ...fields, name, text }), ada)
          await source.change(name, { messages: [{ role: 'user', text: `${text}!` }] }, ada)
          await source.change(name, { name: `${name}-new` }, ada)
          await source.setLabel(name, 'production', { version: 1, reason: text }, ada)
          await source.noteUses([{ id: (await read(source, name)).id, at: 1_000 + count }])
        }
        const records = await recordsOf(storeOf(from))
        const target = storeOf(3 - from)
        for (const record of records) await target.restoreRecord(record)
        expect(await recordsOf(target)).toEqual(records)
        expect(await target.tags()).toEqual(await storeOf(from).tags())
        expect(await target.folders()).toEqual(await storeOf(from).folders())
      },
    ),
    { numRuns: 8, endOnFailure: true },
  )
  expect(await exported(storeOf(3))).toBe(await exported(storeOf(0)))
  expect(await exported(storeOf(2))).toBe(await exported(storeOf(1)))
})

/** As bytes, one record a line. */
async function exported(store: PromptStore): Promise<string> {
  const records: readonly PromptRecord[] = await recordsOf(store)
  return records.map((record) => JSON.stringify(record)).join('\n')
}

test('a long text, half a surrogate pair and U+0000 are kept as SQLite keeps them', async () => {
  const texts = ['x'.repeat(1_000_000), 'half \ud800', 'nothing \0 at all', '\\u0000 \\ud800']
  for (const [index, text] of texts.entries()) {
    const [inSqlite, inPostgres] = await Promise.all(
      [storeOf(0), storeOf(1)].map(async (store) => {
        const { version } = await store.create(aPrompt({ name: `text-${index}`, text }), ada)
        return version
      }),
    )
    expect(inPostgres?.messages).toEqual(inSqlite?.messages)
    expect(inPostgres?.sha256).toBe(inSqlite?.sha256)
    expect(inPostgres?.messages).toEqual([{ role: 'user', text }])
  }
})

test('what cannot be a name finds nothing, as in SQLite', async () => {
  for (const name of ['a\0b', '\ud800', '\u{10ffff}', '%', "'"]) {
    const answers = await Promise.all(
      [storeOf(0), storeOf(1)].map((store) =>
        read(store, name).catch(({ code }: { readonly code: string }) => code),
      ),
    )
    expect(answers).toEqual(['PB_PROMPT_NOT_FOUND', 'PB_PROMPT_NOT_FOUND'])
  }
  const far = Number.MAX_SAFE_INTEGER
  for (const store of [storeOf(0), storeOf(1)]) {
    await expect(read(store, 'text-0', far)).rejects.toMatchObject({ code: 'PB_VERSION_NOT_FOUND' })
  }
})
