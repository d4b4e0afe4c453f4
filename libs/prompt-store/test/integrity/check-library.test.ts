import { readdir, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type CheckLibraryOptions, checkLibrary } from '../../src/sqlite/integrity/check-library.ts'
import { makeFolder, openStore } from '../sqlite-fixture.ts'
import {
  breakPages,
  contentOf,
  copyLibrary,
  fillLibrary,
  pagesOf,
  tamper,
} from './damaged-library.ts'

let place: Awaited<ReturnType<typeof makeFolder>>
let file: string

beforeAll(async () => {
  place = await makeFolder()
  await fillLibrary(place.file, 30)
  file = join(place.folder, 'copy.db')
})
afterAll(() => place.discard())

const check = (options: Partial<CheckLibraryOptions> = {}) =>
  checkLibrary({ file, scratchFolder: place.folder, auditHead: null, ...options })

const fresh = () => copyLibrary(place.file, file)

test('a library that nobody has touched is sound, and is left as it is', async () => {
  await fresh()
  const before = await contentOf(file)
  expect(await check()).toMatchObject({
    status: 'sound',
    findings: [],
    found: 0,
    prompts: 30,
    versions: 60,
    isWhole: true,
  })
  expect(await contentOf(file)).toEqual(before)
  const left = (await readdir(place.folder)).filter((name) => name.startsWith('.integrity'))
  expect(left).toEqual([])
})

test('one that people write to all the time is looked at to the end, as it was at one moment', async () => {
  await fresh()
  const database = new DatabaseSync(file)
  // More than what is copied in one step.
  database.exec(`PRAGMA journal_mode = WAL; CREATE TABLE ballast (bytes BLOB) STRICT;
    WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
    INSERT INTO ballast SELECT randomblob(4000) FROM n`)
  let writes = 0
  const writing = setInterval(() => {
    database.exec('UPDATE ballast SET bytes = randomblob(4000) WHERE rowid = 1')
    writes += 1
  }, 0)
  try {
    expect(await check()).toMatchObject({ status: 'sound', isWhole: true })
    expect(writes).toBeGreaterThan(1)
  } finally {
    clearInterval(writing)
    database.close()
  }
})

test.each([
  {
    fault: 'a version whose text was changed',
    sql: `DROP TRIGGER version_is_immutable;
          UPDATE version SET messages = replace(messages, 'something', 'nothing')
           WHERE n = 1 AND prompt = (SELECT id FROM prompt WHERE name = 'prompt-7')`,
    subject: 'versions',
    detail: 'Version 1 of "prompt-7" is not what was saved.',
  },
  {
    fault: 'a prompt that the search has lost',
    sql: `DELETE FROM prompt_search_docsize
           WHERE id = (SELECT generation FROM prompt WHERE name = 'prompt-3')`,
    subject: 'search',
    detail: 'The search does not know the prompt "prompt-3".',
  },
  {
    fault: 'a text that the search has otherwise',
    sql: `DROP TRIGGER version_is_immutable;
          UPDATE prompt SET title = 'Something else' WHERE name = 'prompt-4'`,
    subject: 'search',
    detail: expect.stringContaining('does not fit the text'),
  },
  {
    fault: 'a version that is gone',
    sql: `PRAGMA foreign_keys = OFF; DROP TRIGGER version_is_kept; DROP TRIGGER reference_is_kept;
          DELETE FROM version
           WHERE n = 1 AND prompt = (SELECT id FROM prompt WHERE name = 'prompt-5')`,
    subject: 'references',
    detail: '"prompt-5" has 1 versions, and should have 2.',
  },
  {
    fault: 'a count that is wrong',
    sql: `UPDATE tag SET prompts = 99 WHERE name = 'tag-1'`,
    subject: 'counts',
    detail: expect.stringContaining('"tag"'),
  },
])('$fault is found and named, and writing goes on', async ({ sql, subject, detail }) => {
  await fresh()
  tamper(file, sql)
  const { status, findings } = await check()
  expect(status).toBe('faulty')
  expect(findings).toContainEqual({ subject, detail })
})

test('an audit trail that was cut behind its noted head is found', async () => {
  await fresh()
  const head = { seq: 3, hash: 'x'.repeat(64) }
  const { status, findings } = await check({ auditHead: head })
  expect(status).toBe('faulty')
  expect(findings.map(({ subject }) => subject)).toEqual(['audit'])
})

test('broken pages of a table are damage, and the other checks go on', async () => {
  await fresh()
  await breakPages(file, pagesOf(file, 'version').slice(2, 4))
  const { status, findings, prompts } = await check()
  expect(status).toBe('damaged')
  expect(findings[0]?.subject).toBe('database')
  expect(prompts).toBe(30)
})

test.each([
  ['a broken beginning', (path: string) => breakPages(path, [0])],
  ['no end', async (path: string) => truncate(path, 8 * 4_096)],
])('a file with %s is damaged, whatever else can be said', async (_what, damage) => {
  await fresh()
  await damage(file)
  expect((await check()).status).toBe('damaged')
})

test('a library is looked at while others write to it', async () => {
  await fresh()
  const store = await openStore({ file })
  await store.trash('prompt-9')
  expect(await check()).toMatchObject({ status: 'sound', prompts: 30 })
  await store.close()
})
