import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Gateway, startGateway } from './gateway.ts'
import { startWeb, type Web } from './web.ts'
import { legacyRequest, modernRequest, post } from './wire.ts'

let web: Web
let gateway: Gateway

beforeAll(async () => {
  web = await startWeb()
  await web.save({
    title: 'Greeting',
    content: 'Hello {{name}}',
    variables: [{ name: 'name', required: true }],
  })
  gateway = await startGateway({ webUrl: web.url })
})

afterAll(async () => {
  await gateway?.stop()
  await web?.stop()
})

test.each([
  ['{"jsonrpc":"2.0","id":1,', 400, -32700],
  ['', 400, -32700],
  ['null', 400, -32600],
  ['{"id":1}', 400, -32600],
])('the body %j is refused in JSON-RPC', async (body, status, code) => {
  const answer = await post(gateway.url, body)
  expect(answer).toMatchObject({ status, message: { id: null, error: { code } } })
})

test('an unknown method is -32601, with status 404 since 2026-07-28', async () => {
  const legacy = await post(gateway.url, legacyRequest('prompts/delete'))
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

test('headers that contradict the body are refused', async () => {
  const [body, headers] = modernRequest('prompts/get', { name: 'greeting' })
  const answer = await post(gateway.url, body, { ...headers, 'mcp-name': 'another' })
  expect(answer).toMatchObject({ status: 400, message: { error: { code: -32020 } } })
})

test.each([
  ['prompts/get', { name: 7 }, '/name must be string'],
  ['prompts/get', {}, 'name'],
  ['prompts/get', { name: 'greeting', arguments: { name: {} } }, '/arguments/name'],
  ['prompts/get', { name: 'greeting', arguments: ['x'] }, '/arguments must be object'],
  ['prompts/list', { cursor: 7 }, '/cursor must be string'],
  ['prompts/list', { cursor: 'forged' }, 'cursor'],
  ['resources/read', { uri: null }, '/uri must be string'],
  ['tools/call', { name: 'search_prompts', arguments: 'x' }, 'tools/call'],
  ['initialize', { protocolVersion: 1 }, 'initialize'],
])('%s with %j is -32602 and says what is wrong', async (method, params, words) => {
  const { message } = await post(gateway.url, legacyRequest(method, params))
  expect(message.error).toMatchObject({ code: -32602, message: expect.stringContaining(words) })
  expect(message.error?.message).not.toContain('"code"')
})

test('a value that prompt-web does not take is -32602 with its code', async () => {
  const long = { name: 'greeting', arguments: { name: 'x'.repeat(2 * 1024 * 1024) } }
  const { message } = await post(gateway.url, legacyRequest('prompts/get', long))
  expect(message.error).toMatchObject({ code: -32602, data: { code: 'PB_BODY_TOO_LARGE' } })
})

test('a body of more than 4 MiB is refused before it is read', async () => {
  const body = legacyRequest('prompts/get', { name: 'x'.repeat(5 * 1024 * 1024) })
  const answer = await post(gateway.url, body)
  expect(answer).toMatchObject({ status: 413, message: { id: null, error: { code: -32000 } } })
})

test('a body of another type is refused', async () => {
  const answer = await post(gateway.url, legacyRequest('ping'), { 'content-type': 'text/plain' })
  expect(answer.status).toBe(415)
  expect(answer.message.error).toBeDefined()
})

test.each(['GET', 'DELETE'])('%s is for sessions, which there are none of', async (method) => {
  const response = await fetch(new URL('/mcp', gateway.url), { method })
  expect(response.status).toBe(405)
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
