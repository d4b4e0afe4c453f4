import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createLineSplitter } from './line-splitter.ts'

const split = (chunks: readonly (string | Buffer)[], maxLineBytes = 1024, alone = true) => {
  const push = createLineSplitter({ maxLineBytes, alone })
  return chunks.flatMap((chunk) => push(Buffer.from(chunk)))
}

test('a line is given when its end has arrived', () => {
  const push = createLineSplitter({ maxLineBytes: 10 })
  expect(push(Buffer.from('ab'))).toEqual([])
  expect(push(Buffer.from('c\nd'))).toEqual([{ line: 'abc' }])
})

test('line ends of Windows and empty lines are no part of what is said', () => {
  expect(split(['a\r\n\n\r\nb\n'])).toEqual([{ line: 'a' }, { line: 'b' }])
})

test('a line over the limit is marked, and the next one is whole', () => {
  expect(split(['12345', '6789', '0\nok\n'], 8)).toEqual([{ tooLong: true }, { line: 'ok' }])
  expect(split(['12345678\n'], 8)).toEqual([{ line: '12345678' }])
})

test('wherever the bytes are cut, the lines are the same', () => {
  const line = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(fc.array(line, { maxLength: 6 }), fc.integer({ min: 1, max: 9 }), (texts, step) => {
      const lines = texts.filter((text) => !/[\r\n]/.test(text))
      const bytes = Buffer.from(lines.map((text) => `${text}\n`).join(''))
      const chunks = Array.from({ length: Math.ceil(bytes.length / step) }, (_, index) =>
        bytes.subarray(index * step, (index + 1) * step),
      )
      expect(split(chunks)).toEqual(lines.map((text) => ({ line: text })))
    }),
  )
})

test('lines of a logger that arrive together stay together, unless each is asked for alone', () => {
  const [one, two] = ['{"level":"info","msg":"1"}', '{"level":"warn","msg":"2"}']
  const together = (chunk: string) => split([chunk], 1024, false)
  expect(together(`${one}\n${two}\n{"le`)).toEqual([{ line: `${one}\n${two}` }])
  expect(split([`${one}\n${two}\n`])).toEqual([{ line: one }, { line: two }])
  for (const other of ['a text', 'PB_X: what a program says at its end', ' {"level":"info"}']) {
    expect(together(`${one}\n${other}\n\n`)).toEqual([{ line: one }, { line: other }])
    expect(together(`${other}\r\n${one}\n`)).toEqual([{ line: other }, { line: one }])
  }
})

test('what was begun before is a line of its own, and those after it stay together', () => {
  const push = createLineSplitter({ maxLineBytes: 40 })
  const line = '{"level":"info"}'
  expect(push(Buffer.from(line.slice(0, 5)))).toEqual([])
  expect(push(Buffer.from(`${line.slice(5)}\n${line}\n`))).toEqual([{ line }, { line }])
  // More at once than a line may have is looked at piece by piece.
  const all = push(Buffer.from(`${line}\n`.repeat(9)))
  expect(all.flatMap((part) => ('line' in part ? part.line.split('\n') : []))).toHaveLength(9)
})
