import type { Buffer } from 'node:buffer'
import { createHash } from 'node:crypto'
import { canonicalJson, type PromptRecord } from '@promptbin/prompts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { randomDraft, recordOf } from '../../test/random-records.ts'
import { bytesOf, faultsOf, readAll } from '../../test/read-all.ts'
import type { ImportItem } from '../import-item.ts'
import { writeJsonl } from './write-jsonl.ts'

const exportedAt = new Date('2026-11-22T12:00:00Z')

async function* each<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items
}

async function write(records: readonly PromptRecord[]): Promise<Buffer> {
  return bytesOf(writeJsonl(each(records), { exportedAt, prompts: records.length }))
}

/** A line as the form tells it to be, whatever it holds. */
function lineOf(value: unknown): string {
  const json = canonicalJson(value)
  return `{"sha256":"${createHash('sha256').update(json).digest('hex')}","prompt":${json}}`
}

const recordsOf = (items: readonly ImportItem[]) =>
  items.flatMap((item) => ('record' in item ? [item.record] : []))

const three = ['one', 'two', 'three'].map((title, at) =>
  recordOf([{ title, content: `${title} {{x}}` }], `id-${at}`),
)

/** The lines of an export of three prompts, changed and put together again. */
async function changed(change: (lines: string[]) => string[]): Promise<string> {
  const lines = (await write(three)).toString('utf8').trimEnd().split('\n')
  return `${change(lines).join('\n')}\n`
}

test('an export tells what it is, and ends with its checksum', async () => {
  const [first, second, ...others] = (await write(three)).toString('utf8').split('\n')
  expect(JSON.parse(first!)).toEqual({
    format: 'promptbin',
    version: 1,
    exportedAt: '2026-11-22T12:00:00.000Z',
    prompts: 3,
  })
  expect(second).toBe(lineOf(three[0]))
  expect(JSON.parse(others.at(-2)!)).toEqual({
    prompts: 3,
    sha256: expect.stringMatching(/^\w{64}$/),
  })
})

test('what is written is read back the same, however it arrives, and is the same each time', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(randomDraft, { minLength: 1, maxLength: 3 }), { maxLength: 4 }),
      fc.integer({ min: 1, max: 500 }),
      async (drafts, chunkBytes) => {
        const records = drafts.map((versions, at) => recordOf(versions, `id-${at}`))
        const bytes = await write(records)
        const items = await readAll(bytes, { chunkBytes })
        expect(recordsOf(items)).toEqual(records)
        expect(items).toHaveLength(records.length)
        expect(await write(recordsOf(items))).toEqual(bytes)
      },
    ),
    { numRuns: 60 },
  )
}, 30_000)

test('a record of many long versions is written in turns with other work', async () => {
  const [first] = recordOf([{ title: 'T', content: 'Text é\n'.repeat(50_000) }]).versions
  const versions = Array.from({ length: 40 }, (_, at) => ({ ...first!, n: at + 1 }))
  const record = { ...recordOf([{ title: 'T', content: 'x' }]), versions }
  let turns = 0
  let done = false
  const count = () => {
    turns += 1
    if (!done) setImmediate(count)
  }
  setImmediate(count)
  const bytes = await write([record])
  done = true
  expect(turns).toBeGreaterThan(3)
  expect(bytes.toString('utf8').split('\n')[1]).toBe(lineOf(record))
})

test.each<[string, (lines: string[]) => string[], number[], string[]]>([
  [
    'a changed letter',
    (lines) => lines.map((line, at) => (at === 2 ? line.replace('two', 'Two') : line)),
    [1, 3],
    ['3 PB_IMPORT_LINE_INVALID', '5 PB_IMPORT_INCOMPLETE'],
  ],
  [
    'a line cut off',
    (lines) => lines.map((line, at) => (at === 2 ? line.slice(0, -20) : line)),
    [1, 3],
    ['3 PB_IMPORT_LINE_INVALID', '5 PB_IMPORT_INCOMPLETE'],
  ],
  ['a missing line', (lines) => lines.toSpliced(2, 1), [1, 3], ['4 PB_IMPORT_INCOMPLETE']],
  ['a missing end', (lines) => lines.slice(0, -1), [1, 2, 3], [' PB_IMPORT_INCOMPLETE']],
  [
    'something behind the end',
    (lines) => [...lines, lines[1]!],
    [1, 2, 3],
    ['6 PB_IMPORT_LINE_INVALID'],
  ],
  ['nothing but its first line', (lines) => lines.slice(0, 1), [], [' PB_IMPORT_INCOMPLETE']],
])('%s is told, and the other lines are read', async (_what, change, kept, faults) => {
  const items = await readAll(await changed(change))
  expect(recordsOf(items)).toEqual(kept.map((number) => three[number - 1]))
  expect(faultsOf(items).map(({ at, code }) => `${at ?? ''} ${code}`)).toEqual(faults)
})

test('line breaks of Windows and a byte order mark change nothing', async () => {
  const text = (await write(three)).toString('utf8').replaceAll('\n', '\r\n')
  expect(await readAll(`\ufeff${text}`)).toEqual(await readAll(await write(three)))
})

const version = three[0]!.versions[0]!

test.each<[string, unknown, string]>([
  ['is no prompt', [], 'must be an object'],
  ['has no versions', { ...three[0], versions: [] }, 'versions'],
  ['has a version of a wrong checksum', withVersion({ sha256: 'f'.repeat(64) }), 'checksum'],
  [
    'has a version of a changed text',
    withVersion({ messages: [{ role: 'user', text: 'y' }] }),
    'checksum',
  ],
  ['has versions that are not numbered', withVersion({ n: 2 }), 'numbered'],
  [
    'has a label on no version',
    { ...three[0], labels: [{ name: 'a', version: 9, protected: false }] },
    'label',
  ],
  ['has an unknown role', withVersion({ messages: [{ role: 'root', text: 'x' }] }), 'versions'],
])(
  'a line whose record %s is refused, though its checksum is right',
  async (_why, record, reason) => {
    const [first] = (await write(three)).toString('utf8').split('\n')
    const items = await readAll(`${first}\n${lineOf(record)}\n`)
    expect(faultsOf(items)[0]).toMatchObject({
      at: 2,
      code: 'PB_IMPORT_LINE_INVALID',
      message: expect.stringContaining(reason),
    })
    expect(recordsOf(items)).toEqual([])
  },
)

function withVersion(fields: object) {
  return { ...three[0], versions: [{ ...version, ...fields }] }
}

test.each([
  ['of a newer version', '{"format":"promptbin","version":2}\n', 'newer'],
  ['of something else', '{"title":"x"}\n', 'first line'],
  ['that is empty', '', 'first line'],
])('a file %s is one error', async (_kind, text, reason) => {
  await expect(readAll(text, { format: 'jsonl' })).rejects.toMatchObject({
    code: 'PB_IMPORT_FORMAT_UNKNOWN',
    message: expect.stringContaining(reason),
  })
})

test('a key that JavaScript takes for something else does no harm', async () => {
  const [first] = (await write(three)).toString('utf8').split('\n')
  const evil = lineOf(three[0]).replace('"modelConfig":{}', '"modelConfig":{"__proto__":{"a":1}}')
  await readAll(`${first}\n${evil}\n`)
  expect(({} as { a?: number }).a).toBeUndefined()
})
