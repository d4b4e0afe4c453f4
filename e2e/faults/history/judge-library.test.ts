import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createSqliteStore } from '@promptbin/prompt-store'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDataFolder } from '../../product.ts'
import { judgeLibrary } from './judge-library.ts'

const data = createDataFolder()
const file = join(data.path, 'promptbin.db')
const author = { author: 'test', client: 'test' }
const written = [{ title: 'Written 1', name: 'written-1', texts: ['one', 'two'], labelled: 2 }]

beforeAll(async () => {
  const store = await createSqliteStore({ file })
  const messages = (text: string) => [{ role: 'user' as const, text }]
  const plain = {
    description: '',
    folder: '',
    tags: [],
    favourite: false,
    variables: [],
    message: '',
  }
  await store.create(
    { ...plain, title: 'Written 1', messages: messages('one'), modelConfig: {} },
    author,
  )
  await store.change('written-1', { messages: messages('two'), message: '' }, author)
  await store.setLabel('written-1', 'checked', { version: 2, protected: true }, author)
  await store.close()
})

afterAll(() => data.remove())

/** What is said of a copy in which something was altered behind the library's back, as its triggers refuse it. */
function judgeAfter(sql: string) {
  const altered = join(data.path, 'altered.db')
  copyFileSync(file, altered)
  const database = new DatabaseSync(altered, { enableForeignKeyConstraints: false })
  for (const { name } of database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
    .all()) {
    database.exec(`DROP TRIGGER ${name}`)
  }
  database.exec(sql)
  database.close()
  return judgeLibrary(altered, written)
}

test('a library that has just what was acknowledged is right', () => {
  expect(judgeLibrary(file, written)).toEqual({ lost: [], doubled: [], halves: [] })
})

test.each([
  ['a version is gone', 'DELETE FROM version WHERE n = 1', { lost: ['Written 1: one'] }],
  [
    'a text is another',
    "UPDATE version SET messages = replace(messages, 'two', 'ten')",
    { lost: ['Written 1: two'] },
  ],
  ['a prompt is gone', 'DELETE FROM prompt', { lost: ['Written 1'] }],
  [
    'a label has moved',
    'UPDATE label SET n = 1',
    { lost: ['Written 1: its label is at 1 instead of 2'] },
  ],
  [
    'a record is gone',
    'DELETE FROM audit',
    { halves: ['Written 1: its label was moved 1 times, with 0 records'] },
  ],
])('it is found that %s', (_what, sql, found) => {
  expect(judgeAfter(sql)).toMatchObject(found)
})

test('a change that happened twice is found, and one that nobody was told of', () => {
  const [one] = written
  const twice = [{ ...one!, texts: ['one'], labelled: 2 }]
  expect(judgeLibrary(file, twice).doubled).toEqual(['Written 1: one, two'])
  expect(judgeLibrary(file, []).doubled).toEqual(['Written 1: nobody was told of it'])
})
