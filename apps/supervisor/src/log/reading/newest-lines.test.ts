import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newestLines, readLastSeq } from './newest-lines.ts'
import { openLogParts, readLinesFrom } from './read-lines.ts'

async function withLog<Result>(
  files: Readonly<Record<string, string>>,
  use: (folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'promptbin-reading-'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  try {
    return await use(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function forward(folder: string): Promise<string[]> {
  const lines: string[] = []
  for (const part of await openLogParts(folder)) {
    for await (const { line } of readLinesFrom(part)) lines.push(line)
    await part.handle.close()
  }
  return lines
}

test('lines are read in the order of the files, from either end, and a torn last one is left', async () => {
  // Lines that are longer than a chunk, shorter, and that end at its edge.
  const length = fc.oneof(
    fc.integer({ min: 0, max: 40 }),
    fc.constantFrom(131_070, 131_071, 131_072, 262_144, 300_000),
  )
  const part = fc.array(length, { maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(part, part, part, fc.boolean(), async (oldest, older, newest, isTorn) => {
      let index = 0
      const linesOf = (lengths: readonly number[]) =>
        lengths.map((length) => `${index++}${'ü'.repeat(length / 2)}`)
      const [first, second, third] = [linesOf(oldest), linesOf(older), linesOf(newest)]
      const textOf = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('')
      const files = {
        'promptbin.log.10': textOf(first),
        'promptbin.log.2': textOf(second),
        'promptbin.log': `${textOf(third)}${isTorn ? 'torn' : ''}`,
        'promptbin.log.2.gz': 'not ours\n',
      }
      const expected = [...first, ...second, ...third]
      await withLog(files, async (folder) => {
        expect(await forward(folder)).toEqual(expected)
        const backwards: string[] = []
        for await (const line of newestLines(folder)) backwards.push(line)
        expect(backwards).toEqual(expected.toReversed())
      })
    }),
    { numRuns: 40 },
  )
})

test('the last number is found behind lines that have none', async () => {
  const kept = '{"seq":41,"level":"info","time":"2026-11-22T12:00:00.000Z","service":"a","msg":"x"}'
  const older = '{"level":"info","time":"2026-11-22T12:00:00.000Z","service":"a","msg":"x"}'
  const files = { 'promptbin.log.1': `${kept}\n`, 'promptbin.log': `${older}\n{"seq":4` }
  expect(await withLog(files, readLastSeq)).toBe(41)
  expect(await withLog({}, readLastSeq)).toBe(0)
})
