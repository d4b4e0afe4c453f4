import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RequestContext } from './context/request-context.ts'
import { createLogger, logRequest } from './create-logger.ts'
import { type RequestOutcome, requestFields } from './line/request-line.ts'
import type { LogLevel } from './log-level.ts'
import { runInRequest, runWithRequestId } from './request-id.ts'

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

test('the line of a request is, to the letter, what the logger would write of it', () => {
  const lines: string[] = []
  const logger = createLogger({
    service: 'test',
    version: '1.2.3',
    level: 'debug',
    destination: { write: (line) => lines.push(line.replace(/"time":"[^"]+"/, '')) },
  })
  const outcomes = fc.record<RequestOutcome>({
    method: fc.constantFrom('GET', 'M-SEARCH'),
    route: fc.constantFrom('/api/v1/prompts/:name', '__unmatched__', '/a "route"\\*/ü'),
    status: fc.option(fc.integer({ min: 100, max: 599 }), { nil: undefined }),
    durationMs: fc.double({ min: 0, max: 1e7, noNaN: true }),
    errorCode: fc.constantFrom('', 'PB_INTERNAL'),
    isAborted: fc.boolean(),
  })
  const ids = fc.constantFrom('request-1', 'pbn_abcdefgh', '0192f3a4-7b1c-7d00-8000-3b241101e2bb')
  const span = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), flags: 1 }
  fc.assert(
    fc.property(outcomes, ids, fc.boolean(), (outcome, id, isTraced) => {
      const context = new RequestContext(id)
      if (isTraced) context.record(span as never)
      logRequest(logger, 'info', context, outcome)
      runInRequest(context, () => logger.info(requestFields(outcome), 'request'))
      const [fast, usual] = lines.splice(0)
      expect(fast).toBe(usual)
      expect(fast).not.toContain('pbn_')
    }),
  )
})
