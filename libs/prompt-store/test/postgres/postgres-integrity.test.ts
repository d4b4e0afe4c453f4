import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkPostgresLibrary, describeLibrary } from '../../src/postgres/postgres.ts'
import { queryPostgres } from '../../testing/embedded-postgres.ts'
import { ada, aPrompt } from '../contract/library-fixture.ts'
import { makeDatabase, openPostgresStore } from './postgres-fixture.ts'

let url: string
let discard: () => Promise<void>

beforeAll(async () => {
  ;({ url, discard } = await makeDatabase())
  const store = await openPostgresStore({ url })
  await store.create(aPrompt({ name: 'one', tags: ['some', 'more'], folder: 'coding' }), ada)
  await store.change('one', { title: 'One, again' }, ada)
  await store.create(aPrompt({ name: 'two' }), ada)
  await store.noteAudit({ action: 'library.export', target: 'the library' })
  await store.close()
})

afterAll(() => discard())

const check = (auditHead: Parameters<typeof checkPostgresLibrary>[0]['auditHead'] = null) =>
  checkPostgresLibrary({ url, auditHead })

/** Changes what no program of ours changes, looks, and takes that back. */
async function tampered(change: string, back: string) {
  const without = (text: string) => `SET session_replication_role = replica; ${text}`
  await queryPostgres(url, without(change))
  try {
    const { status, findings } = await check()
    return { status, subjects: [...new Set(findings.map(({ subject }) => subject))] }
  } finally {
    await queryPostgres(url, without(back))
  }
}

test('a library that nobody touched is sound', async () => {
  expect(await check()).toMatchObject({ status: 'sound', findings: [], prompts: 2, isWhole: true })
  expect(await describeLibrary(url)).toMatchObject({ schema: 1, prompts: 2, tokens: [] })
})

test('its audit trail is compared with the end that was noted', async () => {
  const { findings } = await check({ seq: 1_000, hash: '0'.repeat(64) })
  expect(findings).toMatchObject([{ subject: 'audit' }])
})

const newest = '(SELECT max(generation) FROM prompt)'

test.each([
  [
    'versions',
    `UPDATE version SET messages = replace(messages, 'e', 'E') WHERE n = 1`,
    `UPDATE version SET messages = replace(messages, 'E', 'e') WHERE n = 1`,
  ],
  ['references', `UPDATE prompt SET latest = 7`, `UPDATE prompt SET latest = 1`],
  ['counts', `UPDATE tag SET prompts = prompts + 1`, `UPDATE tag SET prompts = prompts - 1`],
  [
    'search',
    `UPDATE prompt_search SET words = words || 'zebra:1D' WHERE generation = ${newest}`,
    `UPDATE prompt_search SET words = ts_delete(words, 'zebra')`,
  ],
  [
    'audit',
    `UPDATE audit SET record = replace(record, 'export', 'import')`,
    `UPDATE audit SET record = replace(record, 'import', 'export')`,
  ],
])('what was changed behind its back is found: %s', async (subject, change, back) => {
  const found = await tampered(change, back)
  expect(found.status).toBe('faulty')
  expect(found.subjects).toContain(subject)
})

test('a database that cannot be reached is no finding', async () => {
  const nowhere = Object.assign(new URL(url), { port: '1' }).href
  const looking = checkPostgresLibrary({ url: nowhere, auditHead: null })
  await expect(looking).rejects.toMatchObject({ code: 'PB_STORE_UNAVAILABLE' })
})
