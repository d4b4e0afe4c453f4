import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { randomDraft, recordOf } from '../../test/random-records.ts'
import { bytesOf, faultsOf, inChunks, readAll } from '../../test/read-all.ts'
import type { ImportItem } from '../import-item.ts'
import { type ExportPart, splitExport } from './split-jsonl.ts'
import { writeJsonl } from './write-jsonl.ts'

const mebibyte = 2 ** 20

async function exportOf(titles: readonly string[]): Promise<string> {
  async function* records() {
    for (const [at, title] of titles.entries()) {
      yield recordOf([{ title, content: `${title} {{x}}` }], `id-${at}`)
    }
  }
  const exportedAt = new Date('2026-11-22T12:00:00Z')
  return (await bytesOf(writeJsonl(records(), { exportedAt }))).toString('utf8')
}

async function split(whole: string | Uint8Array, maxBytes: number): Promise<ExportPart[]> {
  const parts: ExportPart[] = []
  for await (const part of splitExport(inChunks(whole, 5_000), maxBytes)) parts.push(part)
  return parts
}

/** What is read of parts one after the other, each line told as in the whole. */
async function readParts(parts: readonly ExportPart[]): Promise<ImportItem[]> {
  const items: ImportItem[] = []
  for (const { content, firstLine } of parts) {
    for (const item of await readAll(content, { format: 'jsonl' })) {
      items.push(item.line === undefined ? item : { ...item, line: item.line + firstLine - 2 })
    }
  }
  return items
}

/** Items as they can be compared, errors by code and message. */
const told = (items: readonly ImportItem[]) =>
  items.map((item) =>
    'error' in item ? { ...item, error: `${item.error.code} ${item.error.message}` } : item,
  )

const titles = ['one', 'two', 'three', 'four', 'five', 'six']

test('every part is a whole export with lines as they were, and none is larger than asked', async () => {
  const whole = await exportOf(titles)
  const parts = await split(whole, 2_000)
  expect(parts.length).toBeGreaterThan(2)
  expect(parts.map(({ content }) => content.length).filter((bytes) => bytes > 2_000)).toEqual([])
  const contents = parts.map(({ content }) => Buffer.from(content).toString('utf8'))
  const lines = contents.flatMap((content) => content.trimEnd().split('\n').slice(1, -1))
  expect(lines).toEqual(whole.trimEnd().split('\n').slice(1, -1))
  for (const content of contents) {
    const items = await readAll(content)
    expect(items.length).toBeGreaterThan(0)
    expect(faultsOf(items)).toEqual([])
  }
})

test('an export that is small enough stays as it is', async () => {
  const whole = await exportOf(titles)
  expect(await split(whole, mebibyte)).toEqual([{ content: Buffer.from(whole), firstLine: 2 }])
})

test('a line that is larger than a part is a part of its own', async () => {
  const whole = await exportOf(['a', 'b'.repeat(200), 'c'])
  const parts = await split(whole, 10)
  expect(parts.map(({ firstLine }) => firstLine)).toEqual([2, 3, 4])
  expect(told(await readParts(parts))).toEqual(told(await readAll(whole)))
})

type Damage = readonly [what: string, damage: (lines: string[]) => string[]]

const damages: readonly Damage[] = [
  ['nothing', (lines) => lines],
  ['a changed letter', (lines) => lines.map((line) => line.replace('"two"', '"Two"'))],
  ['a missing line', (lines) => lines.toSpliced(2, 1)],
  ['a line twice', (lines) => lines.toSpliced(2, 0, lines[1] ?? '')],
  ['empty lines', (lines) => lines.flatMap((line) => [line, '', ''])],
  ['a missing end', (lines) => lines.slice(0, -1)],
  ['an end of something else', (lines) => lines.with(-1, lines.at(-1)?.replace(/\d/, '7') ?? '')],
  ['a lot behind the end', (lines) => [...lines, ...lines, ...lines]],
  [
    'no prompt, and a lot behind the end',
    ([first = '', ...lines]) => [first, lines.at(-1) ?? '', 'x'.repeat(3_000)],
  ],
  ['line breaks of Windows', (lines) => lines.map((line) => `${line}\r`)],
  ['nothing but its first line', (lines) => lines.slice(0, 1)],
]

test.each(damages)(
  'of an export with %s the parts tell the same as the whole',
  async (_, damage) => {
    const lines = (await exportOf(titles)).trimEnd().split('\n')
    const whole = damage(lines).join('\n')
    const expected = told(await readAll(whole))
    for (const maxBytes of [1, 1_000, 2_000, 3_500, mebibyte]) {
      expect(told(await readParts(await split(whole, maxBytes))), `${maxBytes}`).toEqual(expected)
      expect(told(await readParts(await split(`${whole}\n`, maxBytes)))).toEqual(expected)
    }
  },
)

test('whatever the library and the size of a part, the parts are read back as the whole', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(randomDraft, { minLength: 1, maxLength: 3 }), { maxLength: 5 }),
      fc.integer({ min: 1, max: 20_000 }),
      fc.constantFrom(...damages),
      async (drafts, maxBytes, [, damage]) => {
        async function* records() {
          for (const [at, versions] of drafts.entries()) yield recordOf(versions, `id-${at}`)
        }
        const written = await bytesOf(writeJsonl(records(), { exportedAt: new Date(0) }))
        const whole = damage(written.toString('utf8').split('\n')).join('\n')
        expect(told(await readParts(await split(whole, maxBytes)))).toEqual(
          told(await readAll(whole)),
        )
      },
    ),
    { numRuns: 100 },
  )
}, 30_000)

test('a line that is too long for any import costs one prompt', async () => {
  const lines = (await exportOf(titles)).trimEnd().split('\n')
  const whole = lines.with(2, `${lines[2]}${'x'.repeat(17 * mebibyte)}`).join('\n')
  const parts = await split(whole, mebibyte)
  const items = await readParts(parts)
  expect(items.flatMap((item) => ('record' in item ? [item.record.title] : []))).toEqual(
    titles.toSpliced(1, 1),
  )
  expect(faultsOf(items).map(({ at, code }) => `${at} ${code}`)).toEqual([
    '3 PB_IMPORT_LINE_INVALID',
    '8 PB_IMPORT_INCOMPLETE',
  ])
})

test('what is no export is refused as the whole would be', async () => {
  for (const whole of ['', '\n\n', '{"title":"x"}\n{"title":"y"}\n']) {
    const [first] = await split(whole, 1)
    await expect(readAll(first?.content ?? 'x', { format: 'jsonl' })).rejects.toMatchObject({
      code: 'PB_IMPORT_FORMAT_UNKNOWN',
    })
  }
})

test('no more is read than the parts that are taken need', async () => {
  let given = 0
  async function* endless() {
    yield Buffer.from('{"format":"promptbin","version":1}\n')
    for (;;) {
      given += 1
      yield Buffer.from(`${'x'.repeat(99)}\n`)
    }
  }
  for await (const { content } of splitExport(endless(), 10_000)) {
    expect(content.length).toBeLessThanOrEqual(10_000)
    break
  }
  expect(given).toBeLessThan(101)
})
