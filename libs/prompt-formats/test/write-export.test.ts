import { Buffer } from 'node:buffer'
import type { PromptDraft, PromptRecord } from '@promptbin/prompts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { exportFormats } from '../src/formats.ts'
import { writeExport } from '../src/write-export.ts'
import { randomDraft, recordOf } from './random-records.ts'
import { bytesOf, promptsOf, readAll } from './read-all.ts'

async function* each<Item>(items: Iterable<Item>): AsyncGenerator<Item> {
  yield* items
}

const exportedAt = new Date('2026-11-22T12:00:00Z')

const draft = (fields: Partial<PromptDraft>): PromptDraft => ({
  title: 'T',
  content: 'x',
  ...fields,
})

async function exported(format: (typeof exportFormats)[number], records: readonly PromptRecord[]) {
  return bytesOf(writeExport(format, each(records), { exportedAt }).content)
}

test('a folder of prompt files comes back as it was, each prompt in its folder', async () => {
  const records = [
    recordOf([
      draft({
        name: 'haiku',
        folder: 'writing/Short poems',
        content: 'About {{topic}} and {{other}}.',
        variables: [{ name: 'topic', required: true }],
      }),
    ]),
    recordOf([draft({ name: 'con', tags: ['a'], favourite: true })]),
  ]
  const items = promptsOf(await readAll(await exported('dotprompt', records)))
  expect(items.map(({ file }) => file)).toEqual([
    'writing/short-poems/haiku.prompt',
    'con-1.prompt',
  ])
  expect(items.map(({ prompt }) => prompt)).toMatchObject([
    {
      name: 'haiku',
      folder: 'writing/Short poems',
      messages: [{ role: 'user', text: 'About {{topic}} and {{other}}.' }],
      variables: [{ name: 'topic', required: true }],
    },
    { name: 'con', tags: ['a'], favourite: true, folder: '' },
  ])
  expect(items.flatMap(({ notes }) => notes)).toEqual([])
})

test.each(['dotprompt', 'csv'] as const)(
  'as %s goes out the version that is labelled production, else the newest',
  async (format) => {
    const labelled = recordOf([draft({ content: 'Approved' }), draft({ content: 'Begun' })])
    const contentOf = async (record: PromptRecord) => {
      const bytes = await exported(format, [record])
      if (format === 'csv') return bytes.toString('utf8')
      return JSON.stringify(promptsOf(await readAll(bytes)))
    }
    expect(await contentOf(labelled)).toContain('Approved')
    expect(await contentOf(labelled)).not.toContain('Begun')
    expect(await contentOf({ ...labelled, labels: [] })).toContain('Begun')
    expect(await contentOf({ ...labelled, labels: [] })).not.toContain('Approved')
  },
)

test('what a person wrote never comes into a path', async () => {
  await fc.assert(
    fc.asyncProperty(
      randomDraft,
      fc.string({ unit: 'binary', maxLength: 20 }),
      async (any, folder) => {
        const record = { ...recordOf([any]), folder: folder.replaceAll('\0', '') }
        const [item] = await readAll(await exported('dotprompt', [record]))
        expect(item?.file).toMatch(/^([a-z0-9]+(-[a-z0-9]+)*\/)*[a-z0-9]+(-[a-z0-9]+)*\.prompt$/)
      },
    ),
    { numRuns: 100 },
  )
}, 30_000)

test.each(exportFormats)('the same records give the same bytes as %s', async (format) => {
  const records = fc
    .sample(randomDraft, { numRuns: 10, seed: 1 })
    .map((any, at) => recordOf([{ ...any, name: `p-${at}` }], `id-${at}`))
  expect(await exported(format, records)).toEqual(await exported(format, records))
})

test.each(exportFormats)('a %s of nothing is whole', async (format) => {
  const bytes = await exported(format, [])
  expect(bytes.length).toBeGreaterThan(20)
  if (format === 'jsonl') expect(await readAll(bytes)).toEqual([])
})

test.each(exportFormats)('%s is written only as fast as it is read', async (format) => {
  let asked = 0
  async function* endless() {
    for (;;) {
      asked += 1
      yield recordOf([draft({ name: `p-${asked}`, content: `${Math.sin(asked)}`.repeat(5_000) })])
    }
  }
  for await (const chunk of writeExport(format, endless()).content) {
    expect(Buffer.from(chunk).length).toBeGreaterThan(0)
    if (asked > 3) break
  }
  expect(asked).toBeLessThan(50)
})

test.each(exportFormats)('a fault of the library ends a %s', async (format) => {
  async function* faulty() {
    yield recordOf([draft({ name: 'a' })])
    throw new Error('the store is gone')
  }
  await expect(bytesOf(writeExport(format, faulty()).content)).rejects.toThrow('the store is gone')
})
