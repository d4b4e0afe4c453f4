import { defineError } from '@promptbin/errors'
import { expect, test } from 'vitest'
import { createTestApp } from '../../test/test-app.ts'

const gone = defineError({
  code: 'PB_TEST_GONE',
  status: 410,
  class: 'user',
  severity: 'info',
  message: 'The thing "%s" is gone.',
  hint: 'Make a new one.',
})

const full = defineError({
  code: 'PB_TEST_FULL',
  status: 503,
  class: 'permanent',
  severity: 'error',
  message: 'The disk is full.',
  hint: 'Make room.',
})

test('an error of ours is told in full, as RFC 9457 has it', async () => {
  const { app } = await createTestApp()
  app.get('/', async () => {
    throw gone.with({ fields: [{ pointer: '/a', message: 'is gone' }] }, 'x')
  })
  const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'
  const headers = { 'x-request-id': 'request-1', traceparent }
  const answer = await app.inject({ url: '/', headers })
  expect(answer.statusCode).toBe(410)
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
  expect(answer.json()).toEqual({
    type: 'about:blank',
    title: 'Gone',
    status: 410,
    detail: 'The thing "x" is gone.',
    code: 'PB_TEST_GONE',
    hint: 'Make a new one.',
    class: 'user',
    retry: 'never',
    requestId: 'request-1',
    traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
    errors: [{ pointer: '/a', message: 'is gone' }],
  })
})

test('a defect tells nothing but where to look, and is logged with its stack', async () => {
  const { app, lines } = await createTestApp()
  app.get('/', async () => {
    throw new TypeError('cannot read /home/me/secret-file')
  })
  const answer = await app.inject({ url: '/', headers: { 'x-request-id': 'request-2' } })
  expect(answer.json()).toMatchObject({ status: 500, code: 'PB_INTERNAL', requestId: 'request-2' })
  expect(answer.body).not.toMatch(/secret-file|TypeError|\.ts/)
  expect(lines.find((line) => line.event === 'http.error')).toMatchObject({
    level: 'error',
    request_id: 'request-2',
    err: { type: 'TypeError', stack: expect.stringContaining('problem-answers.test.ts') },
  })
})

test.each([[undefined], [null], ['text'], [{ statusCode: 'x' }]])(
  'whatever is thrown, the answer is a problem: %s',
  async (thrown) => {
    const { app } = await createTestApp()
    app.get('/', () => Promise.reject(thrown))
    expect((await app.inject('/')).json()).toMatchObject({ status: 500, code: 'PB_INTERNAL' })
  },
)

test('a failure of the user is no error of ours and is not logged as one', async () => {
  const { app, lines } = await createTestApp()
  app.get('/', async () => {
    throw gone('x')
  })
  await app.inject('/')
  expect(lines.map((line) => line.event)).toEqual(['http.request'])
})

test('503 says when to come back', async () => {
  const { app, lines } = await createTestApp()
  app.get('/', async () => {
    throw full()
  })
  const answer = await app.inject('/')
  expect(answer.headers['retry-after']).toBe('2')
  expect(lines[0]).toMatchObject({ event: 'http.error', err: { code: 'PB_TEST_FULL' } })
})

test('an unknown path names itself without its query, and a wrong method is unknown', async () => {
  const { app } = await createTestApp()
  app.get('/things', async () => [])
  expect((await app.inject('/nowhere?q=1')).json()).toMatchObject({
    status: 404,
    code: 'PB_ROUTE_NOT_FOUND',
    detail: 'Nothing answers GET /nowhere.',
  })
  expect((await app.inject({ method: 'DELETE', url: '/things' })).json().status).toBe(404)
})

test('a scope can show errors in its own form, with the same words and log', async () => {
  const { app, lines } = await createTestApp()
  await app.register(async (pages) => {
    pages.setErrorHandler((error, request, reply) => {
      const problem = request.problemOf(error)
      return reply.code(problem.status).type('text/html').send(`<h1>${problem.detail}</h1>`)
    })
    pages.get('/page', async () => {
      throw gone('x')
    })
  })
  const answer = await app.inject('/page')
  expect(answer.statusCode).toBe(410)
  expect(answer.body).toBe('<h1>The thing "x" is gone.</h1>')
  expect(lines).toMatchObject([{ event: 'http.request', error_code: 'PB_TEST_GONE' }])
})
