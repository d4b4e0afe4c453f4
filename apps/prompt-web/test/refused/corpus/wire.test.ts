import { describe, expect, test } from 'vitest'
import { codeOf, useAttackedService } from './attack.ts'

const { attackRaw } = useAttackedService()

const host = 'Host: 127.0.0.1'
const close = 'Connection: close'
const json = 'Content-Type: application/json'
const request = (...lines: readonly string[]) => `${lines.join('\r\n')}\r\n\r\n`
const smuggled = 'GET /api/v1/stats HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n'

describe('what is no HTTP is refused', () => {
  test.each([
    [
      'with a length and in chunks',
      `${request('POST /api/v1/prompts HTTP/1.1', host, json, 'Content-Length: 5', 'Transfer-Encoding: chunked')}0\r\n\r\n${smuggled}`,
    ],
    [
      'in chunks and with a length',
      `${request('POST /api/v1/prompts HTTP/1.1', host, json, 'Transfer-Encoding: chunked', 'Content-Length: 5')}0\r\n\r\n${smuggled}`,
    ],
    [
      'with two lengths',
      `${request('POST /api/v1/prompts HTTP/1.1', host, json, 'Content-Length: 2', 'Content-Length: 60')}{}${smuggled}`,
    ],
    [
      'with a length that is a sum',
      `${request('POST /api/v1/prompts HTTP/1.1', host, json, 'Content-Length: +2')}{}`,
    ],
    [
      'with a length below nothing',
      `${request('POST /api/v1/prompts HTTP/1.1', host, json, 'Content-Length: -2')}{}`,
    ],
    [
      'in an encoding that only looks like chunks',
      `${request('POST /api/v1/prompts HTTP/1.1', host, json, 'Transfer-Encoding: xchunked')}0\r\n\r\n`,
    ],
    [
      'with chunks twice',
      `${request('POST /api/v1/prompts HTTP/1.1', host, json, 'Transfer-Encoding: chunked, identity')}0\r\n\r\n`,
    ],
    [
      'with a chunk of a length that is none',
      `${request('POST /api/v1/prompts HTTP/1.1', host, json, 'Transfer-Encoding: chunked', close)}zz\r\n\r\n`,
    ],
    [
      'with a blank before the colon',
      request('GET /api/v1/stats HTTP/1.1', 'Host : 127.0.0.1', close),
    ],
    [
      'with a folded header',
      request('GET /api/v1/stats HTTP/1.1', host, 'X-Folded: a\r\n b', close),
    ],
    ['with bare line feeds', 'GET /api/v1/stats HTTP/1.1\nHost: 127.0.0.1\nConnection: close\n\n'],
    [
      'with a bare carriage return',
      'GET /api/v1/stats HTTP/1.1\r\nHost: 127.0.0.1\r\nX: a\rb\r\nConnection: close\r\n\r\n',
    ],
    ['with NUL in a header', request('GET /api/v1/stats HTTP/1.1', host, 'X: a\0b', close)],
    ['without a host', request('GET /api/v1/stats HTTP/1.1', close)],
    ['with two hosts', request('GET /api/v1/stats HTTP/1.1', host, 'Host: evil.example', close)],
    ['in a version that is to come', request('GET /api/v1/stats HTTP/9.9', host, close)],
    ['with a blank in its address', request('GET /api/v1/stats /x HTTP/1.1', host, close)],
    ['that is something else altogether', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n'],
    [
      'with 5,000 headers',
      request(
        'GET /api/v1/stats HTTP/1.1',
        host,
        ...Array.from({ length: 5_000 }, (_, n) => `X${n}: a`),
        close,
      ),
    ],
  ])('%s', async (_what, bytes) => {
    const answer = await attackRaw(bytes)
    expect(codeOf(answer), answer.body).toMatch(
      /^PB_(REQUEST_MALFORMED|HEADERS_TOO_LARGE|HOST_REFUSED)$/,
    )
    // What was smuggled behind it is answered by nobody.
    expect(answer.body).not.toContain('generation')
  })
})

describe('what is strange HTTP', () => {
  test.each([
    [
      'with an address that is whole',
      request('GET http://evil.example/api/v1/stats HTTP/1.1', host, close),
    ],
    [
      'with the address of another',
      request('GET //evil.example/api/v1/stats HTTP/1.1', host, close),
    ],
    ['with bytes in its address', request('GET /api/v1/prompts/\xff\xfe HTTP/1.1', host, close)],
    ['with a method that nobody has', request('PURGE /api/v1/prompts HTTP/1.1', host, close)],
    [
      'with a method that echoes',
      request('TRACE /api/v1/stats HTTP/1.1', host, 'X-Secret: hunter2', close),
    ],
    ['that opens a tunnel', request('CONNECT 127.0.0.1:22 HTTP/1.1', host, close)],
    [
      'that upgrades',
      request(
        'GET /api/v1/stats HTTP/1.1',
        host,
        'Connection: Upgrade, close',
        'Upgrade: websocket',
      ),
    ],
    [
      'that expects a wonder',
      request('GET /api/v1/stats HTTP/1.1', host, 'Expect: a-wonder', close),
    ],
    [
      'with a body where none belongs',
      `${request('GET /api/v1/stats HTTP/1.1', host, json, 'Content-Length: 9', close)}{"a":"b"}`,
    ],
    ['in version 1.0', request('GET /api/v1/stats HTTP/1.0', host)],
  ])('%s is answered without harm', async (_what, bytes) => {
    const answer = await attackRaw(bytes)
    expect(answer.body).not.toContain('hunter2')
  })
})
