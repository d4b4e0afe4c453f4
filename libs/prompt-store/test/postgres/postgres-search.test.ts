import type { NewPrompt } from '@promptbin/prompts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ListQuery, PromptStore } from '../../src/index.ts'
import { ada, aPrompt, namesOf } from '../contract/library-fixture.ts'
import { makeSqliteStore } from '../sqlite-fixture.ts'
import { makePostgresStore } from './postgres-fixture.ts'

/** Words that are alike, of several writings; some that FTS5 takes apart. */
const words = [
  'act actor acting linux Terminal terminals café cafe\u0301 naïve ΣΊΣΥΦΟΣ сделать Straße İstanbul',
  "日本語 日本 हिन्दी लिखें हिलकर ภาษาไทย 2.0 snake_case it’s c++ O'Neil back\\slash gpt4o x",
].flatMap((line) => line.split(' '))
const word = fc.constantFrom(...words)
const phrase = (maxLength: number) =>
  fc.array(word, { minLength: 1, maxLength, size: 'max' }).map((parts) => parts.join(' '))
const [tags, folders] = [
  ['red', 'two words', "it's"],
  ['', 'a', 'a/b', 'c d'],
]

const prompt: fc.Arbitrary<NewPrompt> = fc
  .record({
    title: phrase(3),
    description: fc.oneof(fc.constant(''), phrase(3)),
    text: phrase(40),
    tags: fc.subarray(tags),
    folder: fc.constantFrom(...folders),
    favourite: fc.boolean(),
  })
  .map(aPrompt)

/** A word as it is, or its beginning, or with a letter that is wrong or gone. */
const written = fc
  .tuple(word, fc.constantFrom('whole', 'whole', 'begun', 'wrong', 'short'), fc.nat())
  .map(([text, how, at]) => {
    const letters = [...text]
    const place = at % letters.length
    if (how === 'begun') return letters.slice(0, place + 1).join('')
    if (how === 'wrong') return letters.with(place, 'q').join('')
    return how === 'short' ? letters.toSpliced(place, 1).join('') : text
  })

const query: fc.Arbitrary<Omit<ListQuery, 'limit'>> = fc.record(
  {
    q: fc.array(written, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(' ')),
    tag: fc.constantFrom(...tags),
    folder: fc.constantFrom(...folders),
    favourite: fc.boolean(),
    within: fc.subarray(folders.slice(1), { minLength: 1 }),
  },
  { requiredKeys: [] },
)

/** What does not depend on how matches are ranked. */
async function found(store: PromptStore, asked: Omit<ListQuery, 'limit'>) {
  const { items, total, corrected } = await store.list({ ...asked, limit: 100 })
  const shown = items.map(({ name, snippet }) => `${name}: ${snippet}`).toSorted()
  return { shown, total, corrected }
}

async function fill(store: PromptStore, prompts: readonly NewPrompt[]) {
  for (const [index, each] of prompts.entries()) {
    await store.create({ ...each, name: `p${index}` }, ada)
  }
}

test('whatever is searched for, both databases find the same and show the same of it', async () => {
  const libraries = fc.array(prompt, { minLength: 5, maxLength: 20, size: 'max' })
  const queries = fc.array(query, { minLength: 60, maxLength: 60 })
  await fc.assert(
    fc.asyncProperty(libraries, queries, async (prompts, asked) => {
      const [sqlite, postgres] = [await makeSqliteStore(), await makePostgresStore()]
      try {
        await Promise.all([fill(sqlite.store, prompts), fill(postgres.store, prompts)])
        const answers = (store: PromptStore) =>
          Promise.all(asked.map(async (each) => ({ each, ...(await found(store, each)) })))
        expect(await answers(postgres.store)).toEqual(await answers(sqlite.store))
      } finally {
        await Promise.all([sqlite.discard(), postgres.discard()])
      }
    }),
    { numRuns: 3, endOnFailure: true },
  )
})

test('a word in a title counts more than any number of them elsewhere', async () => {
  const { store, discard } = await makePostgresStore()
  const filler = Array.from({ length: 400 }, (_, index) => `word${index}`).join(' ')
  const often = 'terminal '.repeat(50)
  await store.create(aPrompt({ name: 'titled', title: 'The terminal', text: filler }), ada)
  await store.create(aPrompt({ name: 'tagged', tags: ['terminal'], text: filler }), ada)
  await store.create(aPrompt({ name: 'described', description: 'A terminal', text: filler }), ada)
  await store.create(aPrompt({ name: 'said-often', text: `${often} ${filler}` }), ada)
  await store.create(aPrompt({ name: 'said-once', text: `terminal ${filler}` }), ada)
  const names = await namesOf(store, { q: 'terminal' })
  expect(names).toEqual(['titled', 'tagged', 'described', 'said-often', 'said-once'])
  await discard()
})

test('a text of more words than an index of PostgreSQL holds is kept, and found by its first ones', async () => {
  const { store, discard } = await makePostgresStore()
  const many = Array.from({ length: 40_000 }, (_, index) => `${index.toString(36)}word`)
  await store.create(aPrompt({ name: 'long', text: many.join(' ') }), ada)
  await store.create(aPrompt({ name: 'one-word', text: '語'.repeat(50_000) }), ada)
  expect(await namesOf(store, { q: `${many[0]} ${many[9]}` })).toEqual(['long'])
  expect(await namesOf(store, { q: '語'.repeat(300) })).toEqual(['one-word'])
  await discard()
})
