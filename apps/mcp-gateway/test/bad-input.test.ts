import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Gateway, startGateway } from './gateway.ts'
import { openSession, type WireSession } from './session.ts'
import { startWeb, type Web } from './web.ts'
import { legacyRequest, modernRequest, post } from './wire.ts'

let web: Web
let gateway: Gateway
let session: WireSession

beforeAll(async () => {
  web = await startWeb()
  await web.save({
    title: 'Greeting',
    content: 'Hello {{name}}',
    variables: [{ name: 'name', required: true }],
  })
  gateway = await startGateway({ webUrl: web.url })
  session = await openSession(gateway.url)
})

afterAll(async () => {
  await gateway?.stop()
  await web?.stop()
})

test.each([
  ['{"jsonrpc":"2.0","id":1,', 400, -32700],
  ['', 400, -32700],
  ['null', 400, -32600],
  ['7', 400, -32600],
  ['[]', 400, -32600],
  ['{"id":1}', 400, -32600],
  ['{"jsonrpc":"2.0","id":1,"method":"ping","__proto__":{}}', 400, -32600],
  [
    `{"jsonrpc":"2.0","id":1,"method":"ping","params":${'['.repeat(10_000)}${']'.repeat(10_000)}}`,
    400,
    -32600,
  ],
  ['{"jsonrpc":"2.0","id":1,"method":"ping","extra":1}', 400, -32600],
])('the body %.60s is refused in JSON-RPC', async (body, status, code) => {
  for (const answer of [await post(gateway.url, body), await session.post(body)]) {
    expect(answer).toMatchObject({ status, message: { jsonrpc: '2.0', error: { code } } })
    expect(answer.message.id ?? null).toBeOneOf([null, 1])
  }
})

test.each(['null', '1.5', '{}', '[1]', 'true', '1e400', '9007199254740993'])(
  'an id that is %s is none',
  async (id) => {
    const body = `{"jsonrpc":"2.0","id":${id},"method":"ping"}`
    const [modern, headers] = modernRequest('tools/list')
    const answers = [
      await session.post(body),
      await post(gateway.url, modern.replace('"id":1', `"id":${id}`), headers),
    ]
    for (const answer of answers) {
      expect(answer).toMatchObject({ status: 400, message: { id: null, error: { code: -32600 } } })
    }
  },
)

test.each(['""', '0', '-1', '9007199254740991', JSON.stringify('x'.repeat(1_000)), '"__proto__"'])(
  'an id that is %.30s comes back as it was',
  async (id) => {
    const { message } = await session.post(`{"jsonrpc":"2.0","id":${id},"method":"ping"}`)
    expect(message).toEqual({ jsonrpc: '2.0', id: JSON.parse(id), result: {} })
    const [modern, headers] = modernRequest('tools/list')
    const answer = await post(gateway.url, modern.replace('"id":1', `"id":${id}`), headers)
    expect(answer).toMatchObject({ status: 200, message: { id: JSON.parse(id) } })
  },
)

test('an unknown method is -32601, with status 404 since 2026-07-28', async () => {
  const legacy = await session.ask('prompts/delete')
  expect(legacy).toMatchObject({ status: 200, message: { id: 1, error: { code: -32601 } } })
  const modern = await post(gateway.url, ...modernRequest('prompts/delete'))
  expect(modern).toMatchObject({ status: 404, message: { id: 1, error: { code: -32601 } } })
})

test('an unknown protocol version is refused with the ones that are known', async () => {
  const [body, headers] = modernRequest('tools/list')
  const unknown = body.replace('2026-07-28', '2099-01-01')
  const answer = await post(gateway.url, unknown, {
    ...headers,
    'mcp-protocol-version': '2099-01-01',
  })
  expect(answer).toMatchObject({
    status: 400,
    message: { error: { code: -32022, data: { supported: ['2026-07-28'] } } },
  })
})

const sentinel = (name: string) => `=?base64?${Buffer.from(name).toString('base64')}?=`

test.each([
  ['mcp-name', 'another'],
  ['mcp-name', sentinel('another')],
  ['mcp-name', '=?base64?%%%?='],
  ['mcp-name', undefined],
  ['mcp-method', 'tools/list'],
  ['mcp-method', undefined],
  ['mcp-protocol-version', '2025-11-25'],
  ['mcp-protocol-version', undefined],
])('the header %s: %s, which contradicts the body, is refused', async (name, value) => {
  const [body, { [name]: _, ...headers }] = modernRequest('prompts/get', { name: 'greeting' })
  const answer = await post(gateway.url, body, {
    ...headers,
    ...(value !== undefined && { [name]: value }),
  })
  expect(answer).toMatchObject({ status: 400, message: { id: 1, error: { code: -32020 } } })
})

test('a name may stand in its header in base64', async () => {
  const [body, headers] = modernRequest('prompts/get', { name: 'grüße' })
  const answer = await post(gateway.url, body, { ...headers, 'mcp-name': sentinel('grüße') })
  expect(answer).toMatchObject({
    status: 200,
    message: { error: { code: -32602, message: expect.stringContaining('grüße') } },
  })
})

test.each([
  ['prompts/get', { name: 7 }, 'name must be text'],
  ['prompts/get', {}, 'name'],
  [
    'prompts/get',
    { name: 'greeting', arguments: { name: {} } },
    'arguments/name must be text or a number or true or false',
  ],
  ['prompts/get', { name: 'greeting', arguments: ['x'] }, 'arguments must be an object'],
  ['prompts/list', { cursor: 7 }, 'cursor must be text'],
  ['prompts/list', { cursor: 'forged' }, 'cursor'],
  ['resources/read', { uri: null }, 'uri must be text'],
  ['tools/call', { name: 'search_prompts', arguments: 'x' }, 'tools/call'],
  ['initialize', { protocolVersion: 1 }, 'initialize'],
])('%s with %j is -32602 and says what is wrong', async (method, params, words) => {
  const answers = [
    method === 'initialize'
      ? await post(gateway.url, legacyRequest(method, params))
      : await session.ask(method, params),
    ...(method === 'initialize'
      ? []
      : [await post(gateway.url, ...modernRequest(method, params as Record<string, unknown>))]),
  ]
  for (const { message } of answers) {
    // What stands in a header too is compared with it first.
    const code = message.error?.code === -32020 ? -32020 : -32602
    expect(message.error?.code).toBe(code)
    if (code === -32602) expect(message.error?.message).toContain(words)
    expect(message.error?.message).not.toContain('"code"')
  }
})

test('a value that prompt-web does not take is -32602 with its code', async () => {
  const long = { name: 'greeting', arguments: { name: 'x'.repeat(2 * 1024 * 1024) } }
  const { message } = await session.ask('prompts/get', long)
  expect(message.error).toMatchObject({ code: -32602, data: { code: 'PB_BODY_TOO_LARGE' } })
})

test('a body of more than 4 MiB is refused before it is read', async () => {
  const body = legacyRequest('prompts/get', { name: 'x'.repeat(5 * 1024 * 1024) })
  const answer = await post(gateway.url, body)
  expect(answer).toMatchObject({
    status: 413,
    message: { id: null, error: { code: -32600, data: { code: 'PB_BODY_TOO_LARGE' } } },
  })
})

test.each([
  ['text/plain', undefined],
  ['application/json-seq', undefined],
  ['multipart/form-data; boundary=x', undefined],
  ['application/json', 'gzip'],
])('a body of type %s, encoded with %s, is refused', async (type, encoding) => {
  const answer = await post(gateway.url, legacyRequest('ping'), {
    'content-type': type,
    ...(encoding && { 'content-encoding': encoding }),
  })
  expect(answer).toMatchObject({
    status: 415,
    message: { jsonrpc: '2.0', error: { code: -32600 } },
  })
})

test('a client that cannot take the answer is told so', async () => {
  const answer = await post(gateway.url, legacyRequest('ping'), {
    ...session.headers,
    accept: 'text/html',
  })
  expect(answer).toMatchObject({ status: 406, message: { error: { code: -32000 } } })
})

test.each(['GET', 'DELETE'])('%s of a client of 2026-07-28 is not allowed', async (method) => {
  const headers = { 'mcp-protocol-version': '2026-07-28' }
  const response = await fetch(new URL('/mcp', gateway.url), { method, headers })
  expect(response.status).toBe(405)
  expect(await response.json()).toMatchObject({ jsonrpc: '2.0', error: { code: -32000 } })
})

test.each(['GET', 'DELETE'])('%s without a session is refused', async (method) => {
  const response = await fetch(new URL('/mcp', gateway.url), { method })
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ jsonrpc: '2.0', error: { code: -32000 } })
})

/** `fetch` does not let a program choose `Host` and `Origin`. */
async function postAs(headers: Readonly<Record<string, string>>) {
  const asked = request(new URL('/mcp', gateway.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
  })
  asked.end(legacyRequest('ping'))
  const response = await new Promise<Parameters<typeof text>[0] & { statusCode?: number }>(
    (resolve) => asked.once('response', resolve as never),
  )
  return { status: response.statusCode, message: JSON.parse(await text(response)) }
}

test.each([
  [{ host: 'evil.example' }, 'PB_HOST_REFUSED'],
  [{ origin: 'http://evil.example' }, 'PB_ORIGIN_REFUSED'],
  [{ origin: 'null' }, 'PB_ORIGIN_REFUSED'],
  [{ 'sec-fetch-site': 'cross-site' }, 'PB_ORIGIN_REFUSED'],
])('a request with %j is refused in JSON-RPC', async (headers, code) => {
  expect(await postAs(headers)).toMatchObject({
    status: 403,
    message: { jsonrpc: '2.0', id: null, error: { code: -32600, data: { code } } },
  })
})

test('after all of that the gateway answers as before', async () => {
  const params = { name: 'greeting', arguments: { name: 'Ada' } }
  const { status, message } = await post(gateway.url, ...modernRequest('prompts/get', params))
  expect(status).toBe(200)
  expect(message.result).toMatchObject({ messages: [{ content: { text: 'Hello Ada' } }] })
  expect(gateway.log.filter(({ level }) => level === 'error')).toEqual([])
})
