import { expect, test } from 'vitest'
import { toLogLine } from './output-line.ts'

const now = new Date('2026-11-22T12:00:00Z')
const printed = { service: 'prompt-web', pid: 4711, stream: 'stderr' } as const

test('a line of JSON stays as it is', () => {
  const text = '{"level":"info","msg":"ready"}'
  expect(toLogLine({ ...printed, text }, now)).toBe(text)
})

test.each(['Listening on 5000', '{"half": ', '{not json}', '42', '["a"]'])(
  'plain text becomes one: %s',
  (text) => {
    expect(JSON.parse(toLogLine({ ...printed, text }, now))).toEqual({
      time: '2026-11-22T12:00:00.000Z',
      level: 'warn',
      service: 'prompt-web',
      pid: 4711,
      stream: 'stderr',
      msg: text,
    })
  },
)

test('a secret in plain text does not reach the log', () => {
  const text = 'failed: postgres://me:hunter2@db/prompts'
  expect(toLogLine({ ...printed, text }, now)).not.toContain('hunter2')
})
