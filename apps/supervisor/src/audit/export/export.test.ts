import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type AuditRecord,
  chainStart,
  formatRecord,
  internalAsker,
  sealRecord,
} from '@promptbin/security'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { AuditSource, AuditSourceName } from '../both/audit-source.ts'
import { checkExport } from './check-export.ts'
import { type Exported, writeExport } from './write-export.ts'

let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'promptbin-export-'))
  file = join(folder, 'audit.jsonl')
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

function linesOf(count: number): string[] {
  let last: AuditRecord | undefined
  return Array.from({ length: count }, (_, index) => {
    const act = { action: 'test.act', target: `ä "${index}"`, outcome: 'done' } as const
    const entry = { ...internalAsker('test'), ...act, before: null, after: null }
    last = sealRecord(entry, last ?? chainStart, new Date(index))
    return formatRecord(last)
  })
}

async function write(
  chains: Partial<Record<AuditSourceName, readonly string[]>>,
): Promise<Exported> {
  const sources = Object.entries(chains).map(
    ([name, lines]) =>
      ({
        name,
        async *lines() {
          yield* lines
        },
      }) as unknown as AuditSource,
  )
  let text = ''
  const exported = await writeExport(
    sources,
    async (part) => {
      text += part
    },
    new Date(0),
  )
  writeFileSync(file, text)
  return exported
}

test('an export is checked with nothing but the file', async () => {
  const { end } = await write({ supervisor: linesOf(5), library: linesOf(3) })
  expect(end).toMatchObject({ records: 8, heads: { supervisor: { seq: 5 }, library: { seq: 3 } } })
  expect(await checkExport(file)).toMatchObject({
    valid: true,
    records: 8,
    sources: [
      { source: 'supervisor', records: 5 },
      { source: 'library', records: 3 },
    ],
  })
})

test('one that has lost or changed any character is none', async () => {
  await write({ supervisor: linesOf(5) })
  const text = readFileSync(file, 'utf8')
  const records = text.lastIndexOf('{"format"')
  await fc.assert(
    fc.asyncProperty(fc.nat(records - 1), fc.constantFrom('', 'x'), async (at, instead) => {
      fc.pre(text[at] !== instead)
      writeFileSync(file, text.slice(0, at) + instead + text.slice(at + 1))
      await expect(checkExport(file)).rejects.toMatchObject({ code: 'PB_AUDIT_EXPORT_INVALID' })
    }),
    { numRuns: 50 },
  )
  for (const other of ['', 'no export\n', text.slice(0, records)]) {
    writeFileSync(file, other)
    await expect(checkExport(file)).rejects.toMatchObject({ code: 'PB_AUDIT_EXPORT_INVALID' })
  }
})

test('what was wrong before it was exported is exported as it is, and named', async () => {
  const lines = linesOf(5)
  const altered = lines.with(2, (lines[2] ?? '').replace('test.act', 'test.art'))
  const { verdicts } = await write({ library: altered })
  expect(verdicts.library?.fault).toMatchObject({ seq: 3, kind: 'altered' })
  expect(await checkExport(file)).toMatchObject({ valid: false, firstBad: 3 })
  await write({ library: lines.with(2, 'half a line') })
  expect(await checkExport(file)).toMatchObject({ valid: false, firstBad: 3 })
})
