import { createHash } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import { contentHash } from '@promptbin/prompts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { schema } from '../src/sqlite/migrations/0001-library.ts'
import { schema as promptLibrary } from '../src/sqlite/migrations/0002-prompt-library.ts'
import { migrate as search } from '../src/sqlite/migrations/0003-search.ts'
import { ada, aPrompt, namesOf, read } from './contract/library-fixture.ts'
import { makeFolder, openStore } from './sqlite-fixture.ts'

let place: Awaited<ReturnType<typeof makeFolder>>
beforeEach(async () => {
  place = await makeFolder()
})
afterEach(() => place.discard())

/** A prompt as the first schema kept it; the texts are those of its versions. */
interface OldPrompt {
  readonly id: string
  readonly name: string
  readonly texts: readonly string[]
  readonly tags?: readonly string[]
  readonly folder?: string
  readonly deletedAt?: number
}

const versionOf = (text: string) => ({
  messages: aPrompt({ text }).messages,
  variables: [{ name: 'v', required: false }],
})

const marksOf = ({ tags = [], folder = '' }: OldPrompt) =>
  [
    ...tags.map((tag) => `t${Buffer.from(tag).toString('hex')}`),
    ...folder
      .split('/')
      .filter(Boolean)
      .map((_, depth, names) => names.slice(0, depth + 1).join('/'))
      .map((name) => `f${Buffer.from(name).toString('hex')}`),
  ].join(' ')

/** Writes a library as PromptBin did when it knew the first schema only. */
function makeOldLibrary(prompts: readonly OldPrompt[]) {
  const database = new DatabaseSync(place.file)
  database.exec('PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON')
  database.exec(schema)
  database.exec('PRAGMA user_version = 1')
  const insertVersion = database.prepare(
    `INSERT INTO version VALUES (?, ?, ?, 'why', 'ada', 'api', 1000, ?, ?)`,
  )
  const insertPrompt = database.prepare(
    `INSERT INTO prompt (id, name, title, description, folder, tags, marks, latest, generation,
                         created_at, updated_at, deleted_at)
     VALUES (?, ?, ?, '', ?, ?, ?, ?, ?, 1000, 2000, ?)`,
  )
  for (const [index, prompt] of prompts.entries()) {
    const { id, name, texts, tags = [], folder = '', deletedAt = null } = prompt
    database.exec('BEGIN')
    for (const [i, text] of texts.entries()) {
      const { messages, variables } = versionOf(text)
      const sha256 = contentHash({ messages, variables })
      const json = [JSON.stringify(variables), JSON.stringify(messages)]
      insertVersion.run(id, i + 1, sha256, ...json)
    }
    const about = [folder, JSON.stringify(tags), marksOf(prompt)]
    const latest = texts.length
    insertPrompt.run(id, name, `Title of ${name}`, ...about, latest, index + 1, deletedAt)
    database.exec('COMMIT')
  }
  database.exec(`UPDATE library SET generation = ${prompts.length}`)
  return database
}

const prompts: readonly OldPrompt[] = [
  { id: 'id-1', name: 'plain', texts: ['first words', 'second words'] },
  { id: 'id-2', name: 'sorted', texts: ['other'], tags: ['a b', 'c'], folder: 'coding/js' },
  { id: 'id-3', name: 'imported', texts: ['theirs'], tags: ['c'] },
  { id: 'id-4', name: 'thrown-away', texts: ['rubbish'], tags: ['c'], deletedAt: 5_000 },
]

test('a library of the first schema keeps everything, and can do all that came since', async () => {
  const old = makeOldLibrary(prompts)
  const { messages, variables } = versionOf('theirs')
  const about = ['Title of imported', '', '', ['c']]
  const digest = createHash('sha256')
    .update(JSON.stringify([...about, contentHash({ messages, variables })]))
    .digest('hex')
  old.exec(`INSERT INTO origin VALUES ('collection', 'key', 'id-3', '${digest}')`)
  old.close()

  const store = await openStore({ file: place.file })
  expect(await store.stats()).toEqual({ prompts: 3, versions: 4, trashed: 1, generation: 4 })
  expect(await namesOf(store)).toEqual(['imported', 'sorted', 'plain'])
  const plain = await read(store, 'plain', 1)
  expect(plain).toMatchObject({ id: 'id-1', latest: 2, defaultVersion: 2, favourite: false })
  expect(plain).toMatchObject({ labels: [], aliases: [], usedAt: null })
  expect(plain.version).toMatchObject({ ...versionOf('first words'), modelConfig: {} })
  expect(plain.createdAt).toBe('1970-01-01T00:00:01.000Z')

  expect(await namesOf(store, { q: 'second' })).toEqual(['plain'])
  expect(await namesOf(store, { q: 'first' })).toEqual([])
  expect(await namesOf(store, { tag: 'a b', folder: 'coding' })).toEqual(['sorted'])
  expect(await store.tags()).toEqual([
    { name: 'c', prompts: 2 },
    { name: 'a b', prompts: 1 },
  ])
  expect((await store.folders()).filter(({ prompts }) => prompts > 0)).toEqual([
    { name: 'coding', prompts: 1 },
    { name: 'coding/js', prompts: 1 },
  ])

  const again = aPrompt({ title: 'Title of imported', tags: ['c'], messages, variables })
  const origin = { source: 'collection', key: 'key' }
  expect((await store.import(again, origin, ada)).outcome).toBe('skipped')
  expect(await store.eventsAfter(0, 10)).toEqual({ events: [], complete: false })
  expect(await store.eventsAfter(4, 10)).toEqual({ events: [], complete: true })

  await store.setLabel('plain', 'production', { version: 1 }, ada)
  expect((await store.compose('plain', {})).prompt.version.n).toBe(1)
  const { messages: parts } = aPrompt({
    messages: [{ role: 'user', parts: [{ text: '{{> plain}}' }, { text: 'partly' }] }],
  })
  await store.change('sorted', { messages: parts, folder: 'writing', name: 'renamed' }, ada)
  expect(await namesOf(store, { q: 'partly' })).toEqual(['renamed'])
  expect((await store.restore('thrown-away')).id).toBe('id-4')
  expect(await namesOf(store, { q: 'rubbish' })).toEqual(['thrown-away'])
  await store.trash('imported')
  expect(await store.purge({ id: 'id-3' })).toBe(1)
  expect(await store.tags()).toMatchObject(
    [
      { name: 'a b', prompts: 1 },
      { name: 'c', prompts: 2 },
    ].reverse(),
  )
  await store.close()
  expectWhole()
})

test('links that an import kept before there was sharing open now, and can be revoked', async () => {
  const old = makeOldLibrary(prompts)
  old.exec(promptLibrary)
  search(old)
  old.exec('PRAGMA user_version = 3')
  old.exec(`INSERT INTO share VALUES ('aa', 'id-1', 1000, NULL, 7), ('bb', 'id-2', 2000, 3000, 0)`)
  old.close()

  const store = await openStore({ file: place.file })
  const { items } = await store.shares({ limit: 10 })
  expect(items).toMatchObject([
    { prompt: 'sorted', views: 0, expiresAt: '1970-01-01T00:00:03.000Z' },
    { prompt: 'plain', views: 7, expiresAt: null, version: null, label: null },
  ])
  expect(await store.openShare('aa')).toMatchObject({ name: 'plain', version: { n: 2 } })
  expect(await store.openShare('bb')).toBeUndefined()
  await store.revokeShare(items[1]?.id ?? '')
  expect(await store.openShare('aa')).toBeUndefined()
  await store.trash('plain')
  expect(await store.purge({ id: 'id-1' })).toBe(1)
  await store.close()
  expectWhole()
})

test('how large a prompt is is known of those that were there before', async () => {
  const texts = ['Grüße 🍵', 'longer than before']
  const old = makeOldLibrary([
    { id: 'id-1', name: 'newest', texts },
    { id: 'id-2', name: 'labelled', texts },
    { id: 'id-3', name: 'thrown-away', texts, deletedAt: 5_000 },
  ])
  old.exec(promptLibrary)
  search(old)
  old.exec(`INSERT INTO label VALUES ('id-2', 'production', 1, 0); PRAGMA user_version = 3`)
  old.close()

  const store = await openStore({ file: place.file })
  const { items } = await store.list({ limit: 10 })
  const known = Object.fromEntries(items.map(({ name, contentBytes }) => [name, contentBytes]))
  expect(known).toEqual({ newest: 18, labelled: 12 })
  expect(bytesOf('id-3')).toBe(18)
  await store.close()
  expectWhole()
})

/** What the file says of the text of a prompt, in the trash or not. */
function bytesOf(id: string): unknown {
  const database = new DatabaseSync(place.file)
  const row = database.prepare('SELECT content_bytes FROM prompt WHERE id = ?').get(id)
  database.close()
  return row?.['content_bytes']
}

test('whatever is done to it, the file stays whole', async () => {
  makeOldLibrary(prompts).close()
  const store = await openStore({ file: place.file })
  for (const { name } of prompts.slice(0, 3)) {
    const messages = aPrompt({ text: 'new '.repeat(1_000) }).messages
    await store.change(name, { messages, favourite: true, title: 'New' }, ada)
    await store.setLabel(name, 'beta', { version: 1 }, ada)
    await store.noteUses([{ id: (await read(store, name)).id, at: 9_000 }])
    await store.trash(name)
    await store.restore(name)
  }
  await store.close()
  expectWhole()
})

/** Asks SQLite and the search index whether all of the file fits together. */
function expectWhole(): void {
  const database = new DatabaseSync(place.file)
  const whole = [{ integrity_check: 'ok' }]
  expect(database.prepare('PRAGMA integrity_check').all()).toMatchObject(whole)
  expect(database.prepare('PRAGMA foreign_key_check').all()).toEqual([])
  database.exec(`INSERT INTO prompt_search (prompt_search, rank) VALUES ('integrity-check', 1)`)
  database.close()
}
