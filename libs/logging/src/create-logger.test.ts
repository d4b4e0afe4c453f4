import { expect, test } from 'vitest'
import { createLogger } from './create-logger.ts'
import type { LogLevel } from './log-level.ts'
import { runWithRequestId } from './request-id.ts'

function createTestLogger(level: LogLevel = 'info') {
  const lines: Record<string, unknown>[] = []
  const logger = createLogger({
    service: 'test',
    version: '1.2.3',
    level,
    destination: { write: (line) => lines.push(JSON.parse(line)) },
  })
  return { logger, lines }
}

test('a line tells when, how bad, who and what', () => {
  const { logger, lines } = createTestLogger()
  logger.warn({ event: 'test.done', duration_ms: 3 }, 'done')
  expect(lines).toEqual([
    {
      level: 'warn',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      service: 'test',
      pid: process.pid,
      version: '1.2.3',
      event: 'test.done',
      duration_ms: 3,
      msg: 'done',
    },
  ])
})

test('lines of a request carry its id once, however late they are written', async () => {
  const { logger, lines } = createTestLogger()
  await runWithRequestId('request-1', async () => {
    await new Promise(setImmediate)
    logger.info('within')
  })
  logger.info('outside')
  expect(lines).toMatchObject([{ msg: 'within', request_id: 'request-1' }, { msg: 'outside' }])
  expect(lines[1]).not.toHaveProperty('request_id')
})

test('an error keeps what explains it, its cause too, and loses what hangs on it', () => {
  const { logger, lines } = createTestLogger()
  const cause = Object.assign(new Error('refused'), {
    code: 'ECONNREFUSED',
    request: { body: 'x' },
  })
  logger.error({ err: new TypeError('no answer', { cause }) })
  expect(lines[0]?.err).toEqual({
    type: 'TypeError',
    message: 'no answer',
    stack: expect.stringContaining('create-logger.test.ts'),
    cause: {
      type: 'Error',
      message: 'refused',
      code: 'ECONNREFUSED',
      stack: expect.any(String),
    },
  })
})

test('an endless chain of causes is cut', () => {
  const { logger, lines } = createTestLogger()
  const error = new Error('round')
  error.cause = error
  logger.error({ err: error })
  expect(JSON.stringify(lines[0]).match(/"message":"round"/g)).toHaveLength(6)
})

test.each([[undefined], ['text'], [7]])('a thrown value that is no error is told: %s', (err) => {
  const { logger, lines } = createTestLogger()
  logger.error({ err }, 'failed')
  expect(lines[0]).toMatchObject({ level: 'error', msg: 'failed' })
})

test('lines below the level are not written', () => {
  const { logger, lines } = createTestLogger('error')
  logger.warn('not written')
  logger.error('written')
  expect(lines.map((line) => line.msg)).toEqual(['written'])
})
