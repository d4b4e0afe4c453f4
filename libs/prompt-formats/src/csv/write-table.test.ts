import fc from 'fast-check'
import { expect, test } from 'vitest'
import { randomDraft, recordOf, trickyText } from '../../test/random-records.ts'
import { bytesOf, inChunks } from '../../test/read-all.ts'
import type { CsvRecord } from './record-cutter.ts'
import { readCsv } from './records.ts'
import { columns, tableField, writeTable } from './write-table.ts'

async function readBack(table: Uint8Array): Promise<CsvRecord[]> {
  const options = { maxRecordBytes: 2 ** 22, endsRecord: () => true }
  const records: CsvRecord[] = []
  for await (const record of readCsv(inChunks(table), options)) records.push(record)
  return records
}

test('a table has one row for each prompt, under its columns', async () => {
  const record = recordOf([
    {
      name: 'daily',
      title: 'Daily "report"',
      messages: [
        { role: 'system', text: 'Be brief.' },
        { role: 'user', parts: [{ text: 'About {{x}}:' }, { resource: { uri: 'file:///a' } }] },
      ],
      variables: [{ name: 'x', required: true }],
      tags: ['a', 'b'],
    },
  ])
  async function* one() {
    yield record
  }
  const rows = await readBack(await bytesOf(writeTable(one())))
  expect(rows.map((row) => 'fields' in row && row.fields)).toEqual([
    [...columns],
    [
      ...['daily', 'Daily "report"', '', '', 'a, b', 'false', '1', 'production=1'],
      'system:\nBe brief.\n\nuser:\nAbout {{x}}:\n\nfile:///a',
      '[{"name":"x","required":true}]',
      ...['2026-11-22T10:00:00.000Z', '2026-11-22T10:00:00.000Z'],
    ],
  ])
})

test('no field begins as a formula, whatever stands in it, and a reader gets it whole', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(trickyText, fc.string({ unit: 'binary' })), async (raw) => {
      const text = raw.toWellFormed()
      const written = tableField(text)
      expect(written).toMatch(/^"(?![=+\-@\t\r\n＝＋－＠])(?:[^"]|"")*"$/)
      const [row] = await readBack(Buffer.from(`${written},x\r\n`))
      const [value] = row !== undefined && 'fields' in row ? row.fields : []
      expect([text, `'${text}`]).toContain(value)
    }),
    { numRuns: 500 },
  )
})

test('every row of any library has as many fields as there are columns', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(randomDraft, { maxLength: 5 }), async (drafts) => {
      async function* records() {
        for (const draft of drafts) yield recordOf([draft])
      }
      const rows = await readBack(await bytesOf(writeTable(records())))
      expect(rows).toHaveLength(drafts.length + 1)
      for (const row of rows) expect('fields' in row && row.fields).toHaveLength(columns.length)
    }),
    { numRuns: 60 },
  )
}, 30_000)
