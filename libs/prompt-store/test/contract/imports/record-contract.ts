import type { PromptRecord } from '@promptbin/prompts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PromptStore } from '../../../src/index.ts'
import { ada, aPrompt, codeOf, type MakeStore, read, useStore } from '../library-fixture.ts'

const said = (text: string) => ({ messages: [{ role: 'user' as const, text }] })

/** All records of a library, read as a caller reads them. */
export async function recordsOf(store: PromptStore, names?: string[]): Promise<PromptRecord[]> {
  const records: PromptRecord[] = []
  for (;;) {
    const after = records.at(-1)?.id
    const some = await store.records({ ...(names && { names }), ...(after && { after }) })
    if (some.length === 0) return records
    records.push(...some)
  }
}

/** The one record of a prompt. */
async function recordOf(store: PromptStore, name: string): Promise<PromptRecord> {
  const [record] = await recordsOf(store, [name])
  if (record === undefined) throw new Error('There is no such record.')
  return record
}

/** A prompt with a past: three versions, an old name, an include, and labels that moved. */
async function makePast(store: PromptStore, name: string): Promise<void> {
  await store.create(aPrompt({ name: `${name}-part`, text: 'part' }), ada)
  await store.create(aPrompt({ name: `${name}-old`, text: `{{> ${name}-part}}` }), ada)
  await store.change(`${name}-old`, { name, ...said('two'), modelConfig: { a: [1] } }, ada)
  await store.setLabel(name, 'production', { version: 1, reason: 'first' }, ada)
  await store.setLabel(name, 'production', { version: 2, protected: true }, ada)
  await store.setLabel(name, 'beta', { version: 1 }, ada)
  await store.removeLabel(name, 'beta', 'over', ada)
  await store.change(name, { ...said('three'), favourite: true, tags: ['t'] }, ada)
  const { id } = await read(store, name)
  await store.noteUses([{ id, at: 1_000 }])
}

export function recordContract(makeStore: MakeStore) {
  describe('records', () => {
    const library = useStore(makeStore)
    let other: Awaited<ReturnType<MakeStore>>
    beforeAll(async () => {
      other = await makeStore()
    })
    afterAll(() => other.discard())

    test('have everything there is of a prompt', async () => {
      const { store } = library
      await makePast(store, 'past')
      const record = await recordOf(store, 'past-old')
      const { aliases, labels, id, createdAt, updatedAt, usedAt } = await read(store, 'past')
      expect(record).toMatchObject({ id, name: 'past', aliases, labels, createdAt, updatedAt })
      expect(record).toMatchObject({ favourite: true, tags: ['t'], usedAt })
      const versions = await Promise.all(
        [1, 2, 3].map(async (n) => (await read(store, 'past', n)).version),
      )
      const part = await read(store, 'past-part')
      const includes = [[{ reference: 'past-part', prompt: part.id }], [], []]
      expect(record.versions).toEqual(versions.map((v, i) => ({ ...v, includes: includes[i] })))
      expect(record.labelMoves).toEqual((await store.labelMoves('past')).toReversed())
    })

    test('bring a prompt into another library exactly as it was, and twice is as good as once', async () => {
      await makePast(library.store, 'travels')
      const records = await recordsOf(library.store, ['travels', 'travels-part'])
      for (const record of records.toReversed()) {
        const name = record.name
        const tried = await other.store.restoreRecord(record, { dryRun: true })
        expect(tried).toEqual({ outcome: 'created', name, notes: [] })
        expect(await other.store.restoreRecord(record)).toEqual(tried)
      }
      expect(await recordsOf(other.store, ['travels', 'travels-part'])).toEqual(records)
      const { included } = await other.store.compose('travels', { version: 1 })
      expect(included).toMatchObject([{ version: { messages: [{ text: 'part' }] } }])
      const generation = await other.store.generation()
      for (const record of records) {
        expect((await other.store.restoreRecord(record)).outcome).toBe('skipped')
      }
      expect(await other.store.generation()).toBe(generation)
    })

    test('are read page by page, by id, without the trash, and in part by any name', async () => {
      const { store } = other
      const names = Array.from({ length: 60 }, (_, i) => `page-${i}`)
      for (const name of names) await store.create(aPrompt({ name }), ada)
      await store.trash('page-7')
      const all = await recordsOf(store)
      expect(all.filter(({ name }) => name.startsWith('page-'))).toHaveLength(59)
      expect(all.map(({ id }) => id)).toEqual(all.map(({ id }) => id).toSorted())
      const some = names.filter((name) => name !== 'page-7')
      expect((await recordsOf(store, [...some, 'page-3'])).map(({ name }) => name)).toEqual(some)
      expect(await codeOf(store.records({ names: ['page-7'] }))).toBe('PB_PROMPT_NOT_FOUND')
    })

    test('whose names are taken come under others, which is told', async () => {
      await makePast(library.store, 'claimed')
      const record = await recordOf(library.store, 'claimed')
      await other.store.create(aPrompt({ name: 'claimed' }), ada)
      await other.store.create(aPrompt({ name: 'claimed-old' }), ada)
      const { name, notes } = await other.store.restoreRecord(record)
      expect(name).toBe('claimed-2')
      expect(notes).toEqual([
        expect.stringContaining('"claimed-2"'),
        expect.stringContaining('"claimed-old"'),
      ])
      expect((await other.store.restoreRecord(record)).outcome).toBe('skipped')
    })

    test('add what went on elsewhere, if nothing went on here', async () => {
      await makePast(library.store, 'ahead')
      await other.store.restoreRecord(await recordOf(library.store, 'ahead'))
      await library.store.setLabel('ahead', 'beta', { version: 3 }, ada)
      await library.store.change('ahead', { ...said('four'), name: 'further', title: 'Later' }, ada)
      const record = await recordOf(library.store, 'ahead')
      expect((await other.store.restoreRecord(record)).outcome).toBe('updated')
      expect(await recordOf(other.store, 'ahead')).toEqual(record)
      expect((await other.store.restoreRecord(record)).outcome).toBe('skipped')
    })

    test('of an older state change nothing', async () => {
      await makePast(library.store, 'older')
      const record = await recordOf(library.store, 'older')
      await library.store.change('older', { ...said('four'), title: 'Newer' }, ada)
      const newer = await recordOf(library.store, 'older')
      expect(await library.store.restoreRecord(record)).toMatchObject({ outcome: 'skipped' })
      expect(await recordOf(library.store, 'older')).toEqual(newer)
    })

    test('never overwrite where both went on: text, or labels, or a protected label', async () => {
      await makePast(library.store, 'both')
      await other.store.restoreRecord(await recordOf(library.store, 'both'))
      await library.store.setLabel('both', 'beta', { version: 1 }, ada)
      await other.store.setLabel('both', 'beta', { version: 2 }, ada)
      await library.store.change('both', { title: 'Theirs' }, ada)
      const merged = await other.store.restoreRecord(await recordOf(library.store, 'both'))
      expect(merged).toMatchObject({
        outcome: 'updated',
        notes: [expect.stringContaining('labels')],
      })
      const { title, labels } = await read(other.store, 'both')
      expect([title, labels[0]]).toEqual(['Theirs', { name: 'beta', version: 2, protected: false }])
      await library.store.change('both', said('theirs'), ada)
      await other.store.change('both', said('ours'), ada)
      const ours = await recordOf(other.store, 'both')
      const apart = await other.store.restoreRecord(await recordOf(library.store, 'both'))
      expect(apart).toMatchObject({ outcome: 'skipped', notes: [expect.stringContaining('both')] })
      expect(await recordOf(other.store, 'both')).toEqual(ours)
    })

    test('do not bring back what is in the trash here', async () => {
      await library.store.create(aPrompt({ name: 'rubbish' }), ada)
      const record = await recordOf(library.store, 'rubbish')
      await library.store.trash('rubbish')
      expect(await library.store.restoreRecord(record)).toMatchObject({
        outcome: 'skipped',
        notes: [expect.stringContaining('trash')],
      })
      await library.store.purge({ id: record.id })
      expect((await library.store.restoreRecord(record)).outcome).toBe('created')
    })

    test('that are not whole are refused, and nothing is left of them', async () => {
      await makePast(library.store, 'whole')
      const record = await recordOf(library.store, 'whole')
      const [first, ...rest] = record.versions
      const label = { name: 'x', version: 9, protected: false }
      const wrong: Partial<PromptRecord>[] = [
        { versions: [{ ...first!, messages: [{ role: 'user', text: 'altered' }] }, ...rest] },
        { versions: rest },
        { versions: [] },
        { id: 'not-a-uuid' },
        { labels: [label] },
        { labels: [{ ...label, name: 'latest', version: 1 }] },
        { createdAt: 'yesterday' },
      ]
      const before = await other.store.stats()
      for (const fields of wrong) {
        const restored = other.store.restoreRecord({ ...record, ...fields })
        expect(await codeOf(restored)).toBe('PB_RECORD_INVALID')
      }
      expect(await other.store.stats()).toEqual(before)
    })
  })
}
