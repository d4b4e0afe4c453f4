import { expect, test } from 'vitest'
import { type Printed, readLineHead, toLogLine } from './output-line.ts'

const now = new Date('2026-11-22T12:00:00.500Z')
const printed = { service: 'prompt-web', worker: 1, pid: 4711, stream: 'stderr' } as const
const lineOf = (text: string, of: Partial<Printed> = {}) =>
  toLogLine({ ...printed, ...of, text }, now)

test('a line of its logger stays as it is', () => {
  const json =
    '{"level":"error","time":"2026-11-22T11:59:59.000Z","service":"prompt-web","pid":4711,"msg":"x"}'
  expect(lineOf(json)).toEqual({
    time: '2026-11-22T11:59:59.000Z',
    level: 'error',
    service: 'prompt-web',
    worker: 1,
    json,
  })
})

test.each(['Listening on 5000', '{"half": ', '{not json}', '42', '["a"]', '{"a":1} {"b":2}'])(
  'plain text becomes one: %s',
  (text) => {
    const line = lineOf(text)
    expect(line).toMatchObject({ level: 'warn', service: 'prompt-web', worker: 1 })
    expect(JSON.parse(line.json)).toEqual({
      level: 'warn',
      time: '2026-11-22T12:00:00.500Z',
      service: 'prompt-web',
      pid: 4711,
      stream: 'stderr',
      msg: text,
    })
    expect(lineOf(text, { stream: 'stdout' }).level).toBe('info')
  },
)

test('JSON of a library keeps its fields and gets ours', () => {
  const { json, level } = lineOf('{"level":"info","msg":"ready","port":5000}')
  expect(level).toBe('info')
  expect(JSON.parse(json)).toEqual({
    level: 'info',
    time: '2026-11-22T12:00:00.500Z',
    service: 'prompt-web',
    pid: 4711,
    stream: 'stderr',
    msg: 'ready',
    port: 5000,
  })
})

test.each([
  ['another service', { service: 'supervisor', pid: 4711 }],
  ['another process', { service: 'prompt-web', pid: 1 }],
  ['another place in the stream', { service: 'prompt-web', pid: 4711, seq: 1, worker: 9 }],
])('what a process prints cannot pretend to come from %s', (_what, claims) => {
  const head = { level: 'fatal', time: '1999-01-01T00:00:00.000Z' }
  const line = lineOf(JSON.stringify({ ...head, ...claims, msg: 'x' }))
  expect(line).toMatchObject({ service: 'prompt-web', worker: 1, time: now.toISOString() })
  const fields = JSON.parse(line.json)
  expect(fields).toMatchObject({ service: 'prompt-web', pid: 4711, msg: 'x' })
  expect(fields).not.toHaveProperty('seq')
  expect(fields).not.toHaveProperty('worker')
})

test('a secret in plain text does not reach the log', () => {
  const text = 'failed: postgres://me:hunter2@db/prompts'
  expect(lineOf(text).json).not.toContain('hunter2')
})

test('every line begins so that it can be told from others without parsing it', () => {
  for (const text of ['plain', '{"service":"x","pid":4711,"level":"loud"}']) {
    expect(readLineHead(lineOf(text).json)).toEqual({
      seq: null,
      worker: null,
      level: 'warn',
      time: '2026-11-22T12:00:00.500Z',
      service: 'prompt-web',
    })
  }
  expect(readLineHead('{"level":"loud"}')).toBeUndefined()
})
