import { copyFileSync, existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { parseRecord, verifyChain } from '@promptbin/security'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { PromptStore } from '../src/index.ts'
import {
  continueLibrary,
  libraryRecord,
  libraryRecords,
  settleLibrary,
  upgradeLibrary,
} from '../src/sqlite/restoring/restoring.ts'
import { ada, aPrompt } from './contract/library-fixture.ts'
import { makeFolder, openStore } from './sqlite-fixture.ts'

let place: Awaited<ReturnType<typeof makeFolder>>
let backup: string

const now = Date.parse('2026-11-23T12:00:00Z')

beforeEach(async () => {
  place = await makeFolder()
  backup = join(place.folder, 'backup.db')
})

afterEach(() => place.discard())

/** Does something with a library, and closes it. */
async function using<Result>(
  file: string,
  work: (store: PromptStore) => Promise<Result>,
): Promise<Result> {
  const store = await openStore({ file })
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

function restore(former: string | null) {
  return continueLibrary({ file: backup, former, backup: 'b-1', asker: undefined, now })
}

const tokenOf = (name: string) => ({
  name,
  hash: name.padEnd(64, '0'),
  ending: 'wxyz',
  scopes: ['admin'] as const,
  expiresAt: null,
})

/** What a backup holds, and what happened after it. */
async function makeBoth(): Promise<void> {
  await using(place.file, async (store) => {
    await store.create(aPrompt({ name: 'one' }), ada)
    for (const name of ['kept', 'revoked']) await store.createToken(tokenOf(name), ada)
    await store.createShare({ prompt: 'one', tokenHash: 'f'.repeat(64), expiresAt: null }, ada)
  })
  copyFileSync(place.file, backup)
  await using(place.file, async (store) => {
    await store.create(aPrompt({ name: 'two' }), ada)
    await store.revokeToken('revoked')
    await store.createToken(tokenOf('new'), ada)
    const [share] = (await store.shares({ limit: 1 })).items
    await store.revokeShare(share!.id)
  })
}

test('prompts are those of the backup, and who may get in is as it is now', async () => {
  await makeBoth()
  restore(place.file)
  await using(backup, async (store) => {
    expect((await store.list({ limit: 9 })).items.map(({ name }) => name)).toEqual(['one'])
    const open = (await store.tokens()).filter(({ revokedAt }) => revokedAt === null)
    expect(open.map(({ name }) => name).sort()).toEqual(['kept', 'new'])
    expect(await store.openShare('f'.repeat(64))).toBeUndefined()
  })
})

test('the audit trail goes on from that of now, and tells of the restore', async () => {
  await makeBoth()
  const before = await using(place.file, (store) => store.auditLines(0, 100))
  const { auditRecords, keepsAccess, head } = restore(place.file)
  expect(keepsAccess).toBe(true)
  const lines = await using(backup, (store) => store.auditLines(0, 100))
  expect(lines.slice(0, -1)).toEqual(before)
  expect(auditRecords).toBeGreaterThan(0)
  expect(parseRecord(lines.at(-1)!)).toMatchObject({
    action: 'library.restore',
    target: 'b-1',
    seq: head.seq,
    hash: head.hash,
  })
  expect(verifyChain(lines, head).valid).toBe(true)
})

test('it is one file when that is done', async () => {
  await makeBoth()
  restore(place.file)
  expect([...libraryRecords(backup)]).toHaveLength(1)
  for (const file of [backup, place.file]) expect(existsSync(`${file}-wal`)).toBe(false)
})

test('nobody who knows a state of before takes it for current', async () => {
  await makeBoth()
  const seen = await using(place.file, (store) => store.generation())
  restore(place.file)
  await using(backup, async (store) => {
    expect(await store.generation()).toBeGreaterThan(seen)
    for (let known = 0; known <= seen; known += 1) {
      expect(await store.eventsAfter(known, 10)).toEqual({ events: [], complete: false })
    }
  })
})

test.each([
  ['none', () => {}],
  ['one that is damaged', (file: string) => writeFileSync(file, 'x'.repeat(8192))],
])('with %s before it, the backup stands alone', async (_what, spoil) => {
  await makeBoth()
  const seen = await using(place.file, (store) => store.generation())
  const isThere = _what !== 'none'
  spoil(place.file)
  expect(restore(isThere ? place.file : null)).toMatchObject({
    auditRecords: null,
    keepsAccess: false,
  })
  await using(backup, async (store) => {
    expect((await store.tokens()).map(({ name }) => name).sort()).toEqual(['kept', 'revoked'])
    expect(await store.generation()).toBeGreaterThan(seen)
  })
})

test('of another library nothing is taken over', async () => {
  await makeBoth()
  const other = join(place.folder, 'other.db')
  await using(other, (store) => store.createToken(tokenOf('foreign'), ada))
  expect(restore(other).keepsAccess).toBe(false)
  const tokens = await using(backup, (store) => store.tokens())
  expect(tokens.map(({ name }) => name)).not.toContain('foreign')
})

test('a library that was left by a killed process becomes one file', async () => {
  await makeBoth()
  const writer = new DatabaseSync(place.file)
  writer.exec('UPDATE library SET probed_at = 4711')
  const left = join(place.folder, 'left.db')
  for (const end of ['', '-wal']) copyFileSync(`${place.file}${end}`, `${left}${end}`)
  writer.close()
  expect(settleLibrary(left)).toBe('settled')
  expect(existsSync(`${left}-wal`)).toBe(false)
  const moved = new DatabaseSync(left, { readOnly: true })
  expect(moved.prepare('SELECT probed_at FROM library').get()).toEqual({ probed_at: 4711 })
  moved.close()
})

test('a library that is open is not touched', async () => {
  await using(place.file, async () => {
    expect(() => settleLibrary(place.file)).toThrow(
      expect.objectContaining({ code: 'PB_STORE_BUSY' }),
    )
  })
})

test('one that is missing or damaged is told', () => {
  expect(settleLibrary(place.file)).toBe('missing')
  writeFileSync(place.file, 'x'.repeat(8192))
  expect(settleLibrary(place.file)).toBe('damaged')
})

test('a library of a newer program is not opened', async () => {
  await makeBoth()
  const database = new DatabaseSync(backup)
  database.exec('PRAGMA user_version = 9999')
  database.close()
  expect(() => upgradeLibrary(backup)).toThrow(expect.objectContaining({ code: 'PB_STORE_NEWER' }))
})

test('its prompts are read as an export tells them', async () => {
  await makeBoth()
  const records = await using(place.file, (store) => store.records({}))
  expect([...libraryRecords(place.file)]).toEqual(records)
  expect(libraryRecord(place.file, 'two')).toEqual(records.find(({ name }) => name === 'two'))
  expect(() => libraryRecord(place.file, 'three')).toThrow(
    expect.objectContaining({ code: 'PB_PROMPT_NOT_FOUND' }),
  )
})
