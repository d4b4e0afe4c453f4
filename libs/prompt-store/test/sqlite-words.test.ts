import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { schema } from '../src/sqlite/migrations/0001-library.ts'
import { ada, aPrompt } from './contract/library-fixture.ts'
import { makeFolder, openStore } from './sqlite-fixture.ts'

let place: Awaited<ReturnType<typeof makeFolder>>
beforeEach(async () => {
  place = await makeFolder()
})
afterEach(() => place.discard())

/** The words that are kept of all prompts, in order. */
function readWords(): readonly string[] {
  const database = new DatabaseSync(place.file, { readOnly: true })
  const rows = database.prepare('SELECT word FROM word ORDER BY word').all()
  database.close()
  return rows.map(({ word }) => String(word))
}

/** A library as PromptBin made it when it kept no words yet. */
function makeOldLibrary(titles: readonly string[]) {
  const database = new DatabaseSync(place.file)
  database.exec(schema)
  for (const [index, title] of titles.entries()) {
    const [id, messages] = [`id-${index}`, JSON.stringify([{ role: 'user', text: 'Kaleidoscope' }])]
    database.exec('BEGIN')
    database
      .prepare(`INSERT INTO version VALUES (?, 1, '', '', '', '', 1, '[]', ?)`)
      .run(id, messages)
    database
      .prepare(`INSERT INTO prompt VALUES (?, ?, ?, '', '', '[]', '', 1, ?, 1, 1, NULL)`)
      .run(id, id, title, index + 1)
    database.exec('COMMIT')
  }
  database.exec(`UPDATE library SET generation = ${titles.length}; PRAGMA user_version = 1`)
  database.close()
}

test('a library from before is searched and sorted like one of today', async () => {
  makeOldLibrary(['zebra', 'Émile', 'Apple'])
  const store = await openStore({ file: place.file })
  const found = await store.list({ q: 'kaleidoscpoe', sort: 'title', limit: 10 })
  expect(found.items.map(({ title }) => title)).toEqual(['Apple', 'Émile', 'zebra'])
  expect(found.corrected).toBe('kaleidoscope')
  await store.close()
  expect(readWords()).toEqual(['apple', 'emile', 'kaleidoscope', 'zebra'])
})

test('the words of a deleted prompt are forgotten, except those that another one has', async () => {
  const store = await openStore({ file: place.file })
  await store.create(aPrompt({ name: 'kept', title: 'Kept', text: 'common' }), ada)
  await store.create(aPrompt({ name: 'gone', title: 'Secret', text: 'common password' }), ada)
  const messages = aPrompt({ text: 'harmless' }).messages
  await store.change('gone', { messages }, ada)
  const { id } = await store.trash('gone')
  expect(readWords()).toEqual(['common', 'gone', 'harmless', 'kept', 'password', 'secret'])
  await store.purge({ id })
  await store.close()
  expect(readWords()).toEqual(['common', 'kept'])
})
