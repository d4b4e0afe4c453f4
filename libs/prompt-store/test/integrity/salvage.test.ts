import { existsSync, statSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { PromptStore } from '../../src/index.ts'
import { checkLibrary } from '../../src/sqlite/integrity/check-library.ts'
import { salvageLibrary } from '../../src/sqlite/salvage/salvage-library.ts'
import { ada, aPrompt, namesOf, read } from '../contract/library-fixture.ts'
import { makeFolder, openStore } from '../sqlite-fixture.ts'
import {
  breakPages,
  copyLibrary,
  fillLibrary,
  pageSize,
  pagesOf,
  tamper,
} from './damaged-library.ts'

const prompts = 40

let place: Awaited<ReturnType<typeof makeFolder>>
/** As it was at the backup, and as it is now. */
let [former, present] = ['', '']

beforeAll(async () => {
  place = await makeFolder()
  former = join(place.folder, 'former.db')
  present = join(place.folder, 'present.db')
  await fillLibrary(place.file, prompts)
  await copyLibrary(place.file, former)
  const store = await openStore({ file: place.file })
  await store.create(aPrompt({ name: 'later', text: 'after the backup' }), ada)
  await store.change('prompt-2', { messages: aPrompt({ text: 'a third' }).messages }, ada)
  await store.removeLabel('prompt-3', 'beta', 'no longer', ada)
  await store.trash('prompt-4')
  await store.purge({ before: Date.now() + 1_000 })
  await store.close()
  await copyLibrary(place.file, present)
})
afterAll(() => place.discard())

const damaged = () => join(place.folder, 'damaged.db')
const into = () => join(place.folder, 'new.db')

afterEach(() => rm(into(), { force: true }))

interface Case {
  readonly pages?: readonly number[]
  readonly hasBackup?: boolean
}

/** Breaks pages of the present library and makes it anew. */
async function salvage({ pages = [], hasBackup = true }: Case) {
  await copyLibrary(present, damaged())
  await breakPages(damaged(), pages)
  return salvageTouched(hasBackup)
}

async function salvageTouched(hasBackup = true) {
  const backup = hasBackup ? await copyLibrary(former, join(place.folder, 'backup.db')) : null
  await rm(into(), { force: true })
  const report = salvageLibrary({ damaged: damaged(), backup, into: into(), now: Date.now() })
  expect(existsSync(`${into()}-wal`)).toBe(false)
  const scratchFolder = place.folder
  const check = await checkLibrary({ file: into(), scratchFolder, auditHead: null })
  expect(check.findings).toEqual([])
  return report
}

async function withLibrary(look: (store: PromptStore) => Promise<void>): Promise<void> {
  const store = await openStore({ file: into() })
  await look(store)
  await store.close()
}

test('of a library that is whole everything is taken, and nothing of the backup', async () => {
  const report = await salvage({})
  expect(report).toMatchObject({
    isReadable: true,
    prompts: { kept: prompts, fromBackup: 0, renamed: [], lost: [] },
    versions: { fromBackup: 0, lost: [] },
    dropped: {},
    damagedTables: [],
  })
  await withLibrary(async (store) => {
    expect((await read(store, 'prompt-2')).version.n).toBe(3)
    expect((await read(store, 'prompt-3')).labels).toEqual([])
    expect(await namesOf(store, { q: 'after the backup' })).toEqual(['later'])
    expect(await namesOf(store, { label: 'beta', folder: 'all' })).toHaveLength(prompts - 2)
    await expect(read(store, 'prompt-4')).rejects.toMatchObject({ code: 'PB_PROMPT_NOT_FOUND' })
  })
})

test('what broken pages have taken comes from the backup, and what is younger is kept', async () => {
  const report = await salvage({ pages: pagesOf(present, 'version').slice(3, 8) })
  expect(report.damagedTables).toContain('version')
  expect(report.versions.fromBackup).toBeGreaterThan(0)
  expect(report.prompts.lost).toEqual([])
  await withLibrary(async (store) => {
    expect((await read(store, 'later')).version.messages[0]).toMatchObject({ role: 'user' })
    expect(await store.versions('prompt-2')).toHaveLength(3)
  })
})

test('behind a broken beginning everything can be read by the help of the backup', async () => {
  const report = await salvage({ pages: [0] })
  expect(report).toMatchObject({ isReadable: true, prompts: { kept: prompts, fromBackup: 0 } })
  await withLibrary(async (store) => {
    expect((await read(store, 'later')).name).toBe('later')
  })
})

test('without a backup what can be read is kept, and what is lost is named', async () => {
  const report = await salvage({
    pages: pagesOf(present, 'version').slice(3, 8),
    hasBackup: false,
  })
  expect(report.prompts.kept).toBeGreaterThan(prompts / 2)
  expect(report.versions.kept).toBeLessThan(2 * prompts)
  expect(report.versions.lost.length).toBeGreaterThan(0)
  expect(report.versions.lost[0]).toMatch(/^prompt-\d+ [12]$/)
})

test('prompts whose own rows are lost are found by a new name', async () => {
  const report = await salvage({ pages: pagesOf(present, 'prompt').slice(1, 3), hasBackup: false })
  expect(report.prompts.lost).toEqual([])
  expect(report.prompts.renamed.length).toBeGreaterThan(0)
  await withLibrary(async (store) => {
    const [name = ''] = report.prompts.renamed
    expect((await read(store, name)).title).toBe('Recovered prompt')
  })
})

test('a version that is not what was saved is taken from the backup, or said to be lost', async () => {
  const alter = `DROP TRIGGER version_is_immutable;
    UPDATE version SET messages = replace(messages, 'something', 'nothing')
     WHERE n = 1 AND prompt = (SELECT id FROM prompt WHERE name = 'prompt-7')`
  await copyLibrary(present, damaged())
  tamper(damaged(), alter)
  expect((await salvageTouched()).versions).toMatchObject({ fromBackup: 1, lost: [] })
  await withLibrary(async (store) => {
    expect((await read(store, 'prompt-7', 1)).version.messages).toMatchObject([
      { text: expect.stringContaining('says something') },
    ])
  })
  await copyLibrary(present, damaged())
  tamper(damaged(), alter)
  const alone = await salvageTouched(false)
  expect(alone.versions.lost).toEqual(['prompt-7 1'])
  expect(alone.dropped).toEqual({ label: 1 })
  await withLibrary(async (store) => {
    const { messages } = (await read(store, 'prompt-7', 1)).version
    expect(messages).toMatchObject([{ text: expect.stringContaining('could not be recovered') }])
    expect((await read(store, 'prompt-7')).version.n).toBe(2)
  })
})

test('where neither can be read, the report says so', async () => {
  await copyLibrary(present, damaged())
  await breakPages(damaged(), [0, 1, 2])
  expect(await salvageTouched(false)).toMatchObject({
    isReadable: false,
    prompts: { kept: 0, fromBackup: 0 },
  })
})

test('wherever pages break, the new library is sound and no prompt of the backup is lost', async () => {
  const pageCount = statSync(present).size / pageSize
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat({ max: pageCount - 1 }), { minLength: 1, maxLength: 12 }),
      async (pages) => {
        const { prompts: found } = await salvage({ pages })
        // Only the one that is younger than the backup can be gone.
        expect(found.kept).toBeGreaterThanOrEqual(prompts - 1)
        expect(found.lost.filter((name) => name !== 'later')).toEqual([])
      },
    ),
    { numRuns: 12 },
  )
})
