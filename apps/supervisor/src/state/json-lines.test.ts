import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type JsonLinesOptions, openJsonLines } from './json-lines.ts'

interface Entry {
  readonly n: number
  readonly text?: string
}

let folder: string
let told: string[]
const log = { warn: (_fields: object, message: string) => void told.push(message) }

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'promptbin-lines-'))
  told = []
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

const open = (options: Partial<JsonLinesOptions<Entry>> = {}) =>
  openJsonLines<Entry>({
    file: join(folder, 'entries.jsonl'),
    parse: (value) => (typeof (value as Entry).n === 'number' ? (value as Entry) : undefined),
    log,
    ...options,
  })
async function numbers(lines: ReturnType<typeof open>): Promise<readonly number[]> {
  const seen: number[] = []
  for await (const { n } of lines.read()) seen.push(n)
  return seen
}

test('what was appended is read in its order, now and at the next start', async () => {
  const lines = open()
  for (let n = 0; n < 100; n++) lines.append({ n })
  const all = Array.from({ length: 100 }, (_, n) => n)
  expect(await numbers(lines)).toEqual(all)
  const again = open()
  expect(again.tail.map(({ n }) => n)).toEqual(all)
  expect(await numbers(again)).toEqual(all)
  expect(statSync(join(folder, 'entries.jsonl')).mode & 0o777).toBe(0o600)
})

test('after a torn last line the next entry begins on a line of its own', async () => {
  writeFileSync(join(folder, 'entries.jsonl'), '{"n":1}\n{"n":2}\n{"n":3,"te')
  const lines = open()
  expect(lines.tail).toEqual([{ n: 1 }, { n: 2 }])
  lines.append({ n: 4 })
  expect(await numbers(lines)).toEqual([1, 2, 4])
})

test('lines of others are passed over', async () => {
  appendFileSync(join(folder, 'entries.jsonl'), '\u0000\u0000\nnull\n{"n":"one"}\n{"n":1}\n')
  const lines = open()
  expect(lines.tail).toEqual([{ n: 1 }])
  expect(await numbers(lines)).toEqual([1])
})

test('the disk never holds more than two files of their size, which end with the newest', async () => {
  const maxBytes = 10_000
  const lines = open({ maxBytes })
  const text = 'x'.repeat(100)
  for (let n = 0; n < 1000; n++) {
    lines.append({ n, text })
    if (n % 10 === 0) await lines.flush()
  }
  await lines.flush()
  const files = readdirSync(folder)
  expect(files.sort()).toEqual(['entries.1.jsonl', 'entries.jsonl'])
  for (const file of files) expect(statSync(join(folder, file)).size).toBeLessThanOrEqual(maxBytes)
  const kept = await numbers(lines)
  expect(kept.length).toBeGreaterThan(80)
  expect(kept).toEqual(Array.from({ length: kept.length }, (_, n) => 1000 - kept.length + n))
  expect(open().tail.map(({ n }) => n)).toEqual(kept)
})

test('a reader misses nothing that is there when the files change places meanwhile', async () => {
  const lines = open({ maxBytes: 2000 })
  for (let n = 0; n < 20; n++) lines.append({ n, text: 'x'.repeat(40) })
  const seen: number[] = []
  for await (const { n } of lines.read()) {
    if (seen.length === 0) {
      for (let more = 20; more < 80; more++) lines.append({ n: more, text: 'x'.repeat(40) })
      await lines.flush()
    }
    seen.push(n)
  }
  expect(seen.slice(0, 20)).toEqual(Array.from({ length: 20 }, (_, n) => n))
})

test('what cannot be written is told of once, and does not come in the way of what can', async () => {
  const file = join(folder, 'state', 'entries.jsonl')
  const lines = open({ file })
  for (const n of [1, 2]) {
    lines.append({ n })
    await lines.flush()
  }
  expect(told).toHaveLength(1)
  mkdirSync(join(folder, 'state'))
  lines.append({ n: 3 })
  expect(await numbers(lines)).toEqual([3])
})

test('a file that is cut anywhere loses no entry before the cut', async () => {
  const line = '{"n":1,"text":"äöü"}\n'
  const whole = Buffer.from(line.repeat(5))
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: whole.length }), async (cut) => {
      writeFileSync(join(folder, 'entries.jsonl'), whole.subarray(0, cut))
      const lines = open()
      lines.append({ n: 2 })
      const kept = Math.floor(cut / Buffer.byteLength(line))
      const last = cut % Buffer.byteLength(line) === Buffer.byteLength(line) - 1 ? [1] : []
      expect(await numbers(lines)).toEqual([...Array(kept).fill(1), ...last, 2])
    }),
  )
})
