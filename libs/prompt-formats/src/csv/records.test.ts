import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CsvRecord } from './record-cutter.ts'
import { readCsv } from './records.ts'

/** Feeds bytes in chunks of the given size, as a stream might. */
async function* inChunks(bytes: Uint8Array, chunkBytes: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes)
}

/** Reads a table of which every record ends with the field `end`. */
async function read(table: string | Uint8Array, chunkBytes = 7): Promise<CsvRecord[]> {
  const options = {
    maxRecordBytes: 2_000,
    endsRecord: (line: Buffer) => /,end\r?\n?$/.test(line.toString('latin1')),
  }
  const records: CsvRecord[] = []
  const chunks = inChunks(Buffer.from(table), chunkBytes)
  for await (const record of readCsv(chunks, options)) records.push(record)
  return records
}

const misplaced = 'a quote is in the wrong place'

test('quoted fields hold commas, quotes and line breaks', async () => {
  expect(await read('a,"b, ""c""\nd",end\n"",x,end')).toEqual([
    { line: 1, fields: ['a', 'b, "c"\nd', 'end'] },
    { line: 3, fields: ['', 'x', 'end'] },
  ])
})

test('lines are counted as an editor counts them, also with CRLF and blank lines', async () => {
  expect(await read('a,"1\r\n2\r\n3",end\r\n\r\nb,c,end\r\n')).toEqual([
    { line: 1, fields: ['a', '1\r\n2\r\n3', 'end'] },
    { line: 5, fields: ['b', 'c', 'end'] },
  ])
})

test('a byte order mark is no part of the first field, anywhere else it is text', async () => {
  expect(await read('\ufeffa,end\n\ufeffb,end\n', 1)).toEqual([
    { line: 1, fields: ['a', 'end'] },
    { line: 2, fields: ['\ufeffb', 'end'] },
  ])
})

test('whatever is written can be read, however the bytes arrive', async () => {
  const field = fc.string({
    unit: fc.constantFrom('a', 'é', '🎉', '"', ',', '\n', '\r\n', ' ', '\ufeff'),
    maxLength: 8,
  })
  const quoted = (value: string) => `"${value.replaceAll('"', '""')}"`
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(field, field, fc.boolean()), { maxLength: 6 }),
      fc.constantFrom('\n', '\r\n'),
      fc.integer({ min: 1, max: 40 }),
      async (rows, lineBreak, chunkBytes) => {
        const lines = rows.map(([a, b, always]) => {
          const written = [a, b].map((value) =>
            always || /[",\r\n\ufeff]/.test(value) ? quoted(value) : value,
          )
          return [...written, 'end'].join(',') + lineBreak
        })
        const starts = lines.map(
          (_line, index) => lines.slice(0, index).join('').split('\n').length,
        )
        expect(await read(lines.join(''), chunkBytes)).toEqual(
          rows.map(([a, b], index) => ({ line: starts[index], fields: [a, b, 'end'] })),
        )
      },
    ),
  )
})

test('any bytes give records or faults, in the order of their lines, and never throw', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom('"', ',', '\n', '\r', 'a', 'end', ',end\n', '\0', '\xff')),
      async (parts) => {
        const records = await read(Buffer.from(parts.join(''), 'latin1'))
        const lines = records.map(({ line }) => line)
        expect(lines).toEqual([...new Set(lines)].sort((a, b) => a - b))
      },
    ),
  )
})

test.each<[string, string]>([
  ['inside an unquoted field', 'a "b",c,end\n'],
  ['after the end of a quoted field', '"a"b,c,end\n'],
  ['inside a quoted field', 'a,"say "hello" to\nall, and\nmore",end\n'],
  ['at the beginning of a field that is never closed', 'a,"b,end\n'],
])('a quote %s costs its record and no other', async (_place, broken) => {
  const [before, after] = ['x,"1\n2",end\n', 'y,"3\n4",end\nz,,end\n']
  expect(await read(before + broken + after)).toEqual([
    { line: 1, fields: ['x', '1\n2', 'end'] },
    { line: 3, fault: misplaced },
    { line: 3 + broken.split('\n').length - 1, fields: ['y', '3\n4', 'end'] },
    { line: 5 + broken.split('\n').length - 1, fields: ['z', '', 'end'] },
  ])
})

test('records after a quote that is never closed are read', async () => {
  expect(await read('a,"b,end\nc,d,end\ne,f,end\n')).toEqual([
    { line: 1, fault: 'a quoted field is never closed' },
    { line: 2, fields: ['c', 'd', 'end'] },
    { line: 3, fields: ['e', 'f', 'end'] },
  ])
})

test('the rest of a broken record without a recognisable end is one fault', async () => {
  expect(await read('a,end\nb,"c"d\ne,f\ng')).toEqual([
    { line: 1, fields: ['a', 'end'] },
    { line: 2, fault: misplaced },
  ])
})

test.each([1, 3, 4_000])(
  'a record beyond the limit is a fault and the next is read (%i lines)',
  async (lines) => {
    const long = `a,"${`${'x'.repeat(4_000 / lines)}\n`.repeat(lines)}",end\n`
    expect(await read(`${long}b,c,end\n`)).toEqual([
      { line: 1, fault: 'it is longer than 2000 bytes' },
      { line: lines + 2, fields: ['b', 'c', 'end'] },
    ])
  },
)

test('bytes that are not UTF-8 are a fault, never replaced', async () => {
  const table = Buffer.concat([
    Buffer.from('a,'),
    Buffer.from([0xc3, 0x28]),
    Buffer.from(',end\né,b,end\n'),
  ])
  expect(await read(table)).toEqual([
    { line: 1, fault: 'its text is not valid UTF-8' },
    { line: 2, fields: ['é', 'b', 'end'] },
  ])
})
