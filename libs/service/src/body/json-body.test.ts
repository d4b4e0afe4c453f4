import { text } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { createTestApp } from '../../test/test-app.ts'

async function post(payload: string | Buffer, type = 'application/json', options = {}) {
  const { app } = await createTestApp(options)
  app.post('/echo', async (request) => ({ body: request.body }))
  return app.inject({ method: 'POST', url: '/echo', payload, headers: { 'content-type': type } })
}

const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`

const roomy = { bodyLimitBytes: 1024 * 1024 }
const wide = (keys: number) => `{${Array.from({ length: keys }, (_, n) => `"k${n}":1`).join(',')}}`

describe('a body that is read', () => {
  test.each([
    ['an object', '{"a":[1,"ü",null]}', { a: [1, 'ü', null] }],
    ['a byte order mark before it', '\uFEFF{"a":1}', { a: 1 }],
    ['32 levels', nested(32), JSON.parse(nested(32))],
    ['an own key "constructor" that is a text', '{"constructor":"x"}', { constructor: 'x' }],
  ])('%s', async (_name, payload, body) => {
    const answer = await post(payload)
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toEqual({ body })
  })

  test('nothing at all is no body', async () => {
    expect((await post('')).json()).toEqual({})
  })
})

describe('a body that is refused', () => {
  test.each([
    ['a byte that is not UTF-8', Buffer.from([0x22, 0xff, 0x22]), 'PB_BODY_NOT_UTF8'],
    ['an overlong slash', Buffer.from([0x22, 0xc0, 0xaf, 0x22]), 'PB_BODY_NOT_UTF8'],
    ['half a character', Buffer.from([0x22, 0xe2, 0x82, 0x22]), 'PB_BODY_NOT_UTF8'],
    ['half a pair in UTF-8', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]), 'PB_BODY_NOT_UTF8'],
    ['a missing bracket', '{"a":1', 'PB_BODY_NOT_JSON'],
    ['a form', 'a=1', 'PB_BODY_NOT_JSON'],
    ['33 levels', nested(33), 'PB_BODY_TOO_DEEP'],
    ['10,000 open brackets', '['.repeat(10_000), 'PB_BODY_TOO_DEEP'],
    ['__proto__', '{"a":{"__proto__":{"isAdmin":true}}}', 'PB_BODY_KEY_FORBIDDEN'],
    ['__proto__ in escapes', '{"\\u005f_proto__":{}}', 'PB_BODY_KEY_FORBIDDEN'],
    ['constructor.prototype', '{"constructor":{"prototype":{}}}', 'PB_BODY_KEY_FORBIDDEN'],
    ['a key twice', '{"a":1,"b":{},"a":1}', 'PB_BODY_KEY_REPEATED'],
    ['a key twice, deep inside', '[{"a":[{"b":1,"\\u0062":2}]}]', 'PB_BODY_KEY_REPEATED'],
    ['1,001 keys in one object', wide(1_001), 'PB_BODY_KEYS_TOO_MANY'],
    ['20,001 keys in all', `[${`${wide(1_000)},`.repeat(20)}{"a":1}]`, 'PB_BODY_KEYS_TOO_MANY'],
    ['a number without end', '{"a":1e400}', 'PB_BODY_NUMBER_INEXACT'],
    ['a whole number that would be rounded', '[9007199254740993]', 'PB_BODY_NUMBER_INEXACT'],
  ])('%s', async (_name, payload, code) => {
    const answer = await post(payload, undefined, roomy)
    expect(answer.statusCode).toBe(400)
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
    expect(answer.json()).toMatchObject({ code, status: 400 })
  })

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp'])(
    '%s, which no route asked for',
    async (type) => {
      const answer = await post('a', type)
      expect(answer.json()).toMatchObject({ code: 'PB_BODY_TYPE_UNKNOWN', status: 415 })
    },
  )

  test('one byte more than 64 KiB', async () => {
    const fits = JSON.stringify('x'.repeat(64 * 1024 - 2))
    expect((await post(fits)).statusCode).toBe(200)
    const answer = await post(`${fits} `)
    expect(answer.json()).toMatchObject({ code: 'PB_BODY_TOO_LARGE', status: 413 })
  })
})

test('a body that is compressed is refused', async () => {
  const { app } = await createTestApp()
  app.post('/echo', async (request) => ({ body: request.body }))
  const send = (encoding: string) =>
    app.inject({
      method: 'POST',
      url: '/echo',
      payload: gzipSync('{"a":1}'),
      headers: { 'content-type': 'application/json', 'content-encoding': encoding },
    })
  const answer = await send('gzip')
  expect(answer.json()).toMatchObject({ code: 'PB_BODY_ENCODED', status: 415 })
  expect(answer.headers['accept-encoding']).toBe('identity')
  expect((await send('identity')).json()).toMatchObject({ code: 'PB_BODY_NOT_UTF8' })
})

test('a broken document tells the place, where the engine knows it', async () => {
  const answer = await post('{"a": 1,\n "b": 2,}')
  expect(answer.json().detail).toBe('The body is not valid JSON (line 2, column 9).')
})

test('a broken document is not repeated in the answer', async () => {
  const answer = await post('{"password":"hunter2",\n "a": oops}')
  expect(answer.json().detail).toBe('The body is not valid JSON.')
  expect(answer.body).not.toContain('hunter2')
})

test('a route may set its own limit', async () => {
  const { app } = await createTestApp()
  app.post('/small', { bodyLimit: 10 }, async () => 'read')
  const answer = await app.inject({ method: 'POST', url: '/small', payload: { text: 'too long' } })
  expect(answer.json()).toMatchObject({ code: 'PB_BODY_TOO_LARGE', status: 413 })
})

test('a scope may read another type, or JSON in its own way, and others do not see it', async () => {
  const { app } = await createTestApp()
  await app.register(async (scope) => {
    scope.removeContentTypeParser('application/json')
    scope.addContentTypeParser(
      'application/json',
      { parseAs: 'string' },
      async (_: unknown, text: string) => text,
    )
    scope.addContentTypeParser(
      'text/csv',
      async (_: unknown, stream: NodeJS.ReadableStream) => stream,
    )
    scope.post('/raw', async (request) => ({ raw: request.body }))
    scope.post('/csv', async (request) => {
      return { text: await text(request.body as NodeJS.ReadableStream) }
    })
  })
  app.post('/strict', async (request) => request.body)
  const inject = (url: string, payload: string, type: string) =>
    app.inject({ method: 'POST', url, payload, headers: { 'content-type': type } })

  expect((await inject('/raw', '{"broken', 'application/json')).json()).toEqual({ raw: '{"broken' })
  expect((await inject('/csv', 'a,b\n1,2\n', 'text/csv')).json()).toEqual({ text: 'a,b\n1,2\n' })
  expect((await inject('/strict', 'a,b', 'text/csv')).statusCode).toBe(415)
  expect((await inject('/strict', '{"broken', 'application/json')).statusCode).toBe(400)
})
