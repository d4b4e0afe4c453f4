import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Gateway, startGateway } from './gateway.ts'
import { startWeb, type Web } from './web.ts'
import { post } from './wire.ts'

let web: Web
let gateway: Gateway

beforeAll(async () => {
  web = await startWeb()
  await web.save({ name: 'tea', title: 'Tea', content: 'Tea.' })
  gateway = await startGateway({ webUrl: web.url, hosting: { legacy: 'stateless' } })
})

afterAll(async () => {
  await gateway.stop()
  await web.stop()
})

const parentOf = (digit: string) => `00-${digit.repeat(32)}-${digit.repeat(16)}-01`

const getTea = (id: number, traceparent?: string) => ({
  jsonrpc: '2.0',
  id,
  method: 'prompts/get',
  params: { name: 'tea', ...(traceparent && { _meta: { traceparent } }) },
})

const traceIdsOf = (event: string, since: number) =>
  gateway.log
    .slice(since)
    .filter((line) => line['event'] === event)
    .map((line) => line['trace_id'])

test('each message of a batch is of the trace that it names, or of that of the request', async () => {
  const since = gateway.log.length
  const batch = [getTea(1, parentOf('a')), getTea(2, parentOf('b')), getTea(3)]
  const { headers } = await post(gateway.url, JSON.stringify(batch), {
    'mcp-protocol-version': '2025-03-26',
    traceparent: parentOf('c'),
  })
  expect(traceIdsOf('mcp.request', since).sort()).toEqual([
    'a'.repeat(32),
    'b'.repeat(32),
    'c'.repeat(32),
  ])
  expect(headers.get('traceresponse')).toBe(parentOf('c'))
})

test.each([
  ['no text', 7],
  ['not valid', parentOf('0')],
  ['twice as long', parentOf('a') + parentOf('a')],
])('a parent that is %s counts as none, and the request is served', async (_what, traceparent) => {
  const since = gateway.log.length
  const message = getTea(1, traceparent as string)
  const answer = await post(gateway.url, JSON.stringify(message), { traceparent: parentOf('d') })
  expect(answer.message.result).toBeDefined()
  expect(traceIdsOf('mcp.request', since)).toEqual(['d'.repeat(32)])
})

test('a web page may send its trace, and read which it was', async () => {
  const origin = 'http://localhost:3000'
  const asked = await fetch(new URL('/mcp', gateway.url), {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'POST' },
  })
  expect(asked.headers.get('access-control-allow-headers')).toMatch(/\btraceparent, tracestate\b/)
  expect(asked.headers.get('access-control-expose-headers')).toMatch(/\btraceresponse\b/)
})
