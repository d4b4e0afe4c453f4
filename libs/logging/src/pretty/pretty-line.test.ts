import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createLogger } from '../create-logger.ts'
import { prettyLine } from './pretty-line.ts'

const head = { level: 'warn', time: '2026-11-22T12:00:00.000Z', service: 'prompt-web' }

test('a line says when, how bad, who and what, and then the rest', () => {
  const fields = { seq: 7, worker: 1, ...head, pid: 1, version: '1', event: 'http.request' }
  expect(
    prettyLine(JSON.stringify({ ...fields, route: '/a b', status: 200, msg: 'request' })),
  ).toBe(
    '2026-11-22T12:00:00.000Z WARN  prompt-web/1 request event=http.request route="/a b" status=200',
  )
})

test('an error has its stack below, and what caused it', () => {
  const err = {
    type: 'Error',
    message: 'no answer',
    stack: 'Error: no answer\n    at one (a.ts:1)\n    at two (b.ts:2)',
    cause: { type: 'Error', message: 'refused', code: 'ECONNREFUSED' },
  }
  expect(prettyLine(JSON.stringify({ ...head, err, msg: 'failed' })).split('\n')).toEqual([
    '2026-11-22T12:00:00.000Z WARN  prompt-web failed',
    '    Error: no answer',
    '        at one (a.ts:1)',
    '        at two (b.ts:2)',
    '    caused by Error: refused (ECONNREFUSED)',
  ])
})

test('no value can forge a line, colour the terminal or turn the text around', () => {
  const hostile = fc
    .array(
      fc.constantFrom(
        ...['\n', '\r\n', '\u001b[2J', '\u001b]0;title\u0007', '\u009b31m', '\u0008', '\u007f'],
        ...['\u202e', '\u2066', '\u2069', '\u200f', '\u061c', '\u2028', 'INFO  supervisor', 'ü'],
      ),
    )
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(hostile, hostile, hostile, (msg, name, value) => {
      const line = JSON.stringify({ ...head, [`x${name}`]: value, deep: [value], msg })
      const pretty = prettyLine(line)
      expect(pretty).not.toMatch(/[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u)
      expect(pretty).not.toContain('[2J')
      expect(prettyLine(`not JSON ${msg}`)).not.toMatch(/\p{Cc}/u)
    }),
  )
})

test('a logger that is to be pretty prints such lines, and masks secrets in them', () => {
  let printed = ''
  const destination = {
    write: (text: string) => {
      printed += text
    },
  }
  const logger = createLogger({
    service: 'test',
    version: '1',
    level: 'info',
    format: 'pretty',
    destination,
  })
  logger.info({ token: 'c4naryS3cret' }, 'called\nINFO forged')
  expect(printed).toMatch(/^\S+ INFO {2}test called\\nINFO forged token="\[secret\]"\n$/)
})
