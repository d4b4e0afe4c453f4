import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Gateway, startGateway } from './gateway.ts'
import { openSession } from './session.ts'
import { upgradedSocket } from './upgraded-socket.ts'
import { startWeb, type Web } from './web.ts'
import { legacyRequest, modernRequest, post } from './wire.ts'

let web: Web
let gateway: Gateway

beforeAll(async () => {
  web = await startWeb()
  for (let n = 0; n < 101; n++) await web.save({ title: `Prompt ${n}`, content: 'text {{secret}}' })
  gateway = await startGateway({ webUrl: web.url })
})

afterAll(async () => {
  await gateway?.stop()
  await web?.stop()
})

test('one request id leads from the MCP request to the SQL', async () => {
  const id = 'traced-request-1'
  const [body, headers] = modernRequest('prompts/get', { name: 'prompt-1' })
  const answer = await post(gateway.url, body, { ...headers, 'x-request-id': id })
  expect(answer.headers.get('x-request-id')).toBe(id)
  const events = (log: Gateway['log']) =>
    log.filter((line) => line['request_id'] === id).map(({ event }) => event)
  await expect.poll(() => events(gateway.log)).toEqual(['mcp.request', 'http.request'])
  await expect.poll(() => events(web.log)).toEqual(['store.query', 'http.request'])
})

test('over a pipe every message has a request id of its own', async () => {
  const socket = await upgradedSocket(gateway.url)
  const initialize = {
    protocolVersion: '2025-06-18',
    capabilities: {},
    clientInfo: { name: 'pipe-test', version: '1' },
  }
  const lines = [
    legacyRequest('initialize', initialize),
    legacyRequest('prompts/get', { name: 'prompt-1' }).replace('"id":1', '"id":2'),
    legacyRequest('prompts/get', { name: 'prompt-2' }).replace('"id":1', '"id":3'),
  ]
  socket.end(`${lines.join('\n')}\n`)
  await socket.resume().toArray()
  const logged = gateway.log.filter(({ client }) => client === 'pipe-test')
  expect(logged).toHaveLength(3)
  expect(logged[1]).toMatchObject({ protocol_version: '2025-06-18', transport: 'pipe' })
  const ids = logged.map((line) => line['request_id'])
  expect(new Set(ids).size).toBe(3)
  await expect
    .poll(() => web.log.filter((line) => ids.includes(line['request_id'])))
    .not.toHaveLength(0)
})

test('the log of an MCP request says who asked for what, and no value', async () => {
  const params = { name: 'prompt-1', arguments: { secret: 'hunter2' } }
  await post(gateway.url, ...modernRequest('prompts/get', params))
  expect(gateway.log.filter(({ event }) => event === 'mcp.request').at(-1)).toMatchObject({
    level: 'info',
    method: 'prompts/get',
    client: 'wire-test',
    protocol_version: '2026-07-28',
    transport: 'tcp',
    duration_ms: expect.any(Number),
  })
  expect(JSON.stringify([gateway.log, web.log])).not.toContain('hunter2')
})

test('a page of prompts has 100, and the next one the rest', async () => {
  const first = await post(gateway.url, ...modernRequest('prompts/list'))
  expect(first.message.result?.['prompts']).toHaveLength(100)
  const { nextCursor: cursor } = first.message.result ?? {}
  const second = await post(gateway.url, ...modernRequest('prompts/list', { cursor }))
  expect(second.message.result?.['prompts']).toHaveLength(1)
  expect(second.message.result).not.toHaveProperty('nextCursor')
})

test('metrics tell methods and outcomes apart, with labels that no client can choose', async () => {
  const [body, headers] = modernRequest('tools/call', { name: 'search_prompts' })
  await post(gateway.url, body, headers)
  await post(gateway.url, ...modernRequest('tools/call', { name: 'render_prompt' }))
  await post(gateway.url, ...modernRequest('prompts/get', { name: 'nobody' }))
  const session = await openSession(gateway.url, { version: '2025-06-18' })
  await session.ask('tools/list')
  await session.ask('x/y')
  const metrics = await (await fetch(new URL('/metrics', gateway.url))).text()
  const count = (method: string, errorType: string, version = '2026-07-28', tool = '') =>
    `mcp_server_operation_duration_seconds_count{mcp_method_name="${method}",gen_ai_tool_name="${tool}",error_type="${errorType}",network_transport="tcp",mcp_protocol_version="${version}"}`
  expect(metrics).toContain(count('tools/call', '', '2026-07-28', 'search_prompts'))
  expect(metrics).toContain(count('tools/call', 'tool_error', '2026-07-28', 'render_prompt'))
  expect(metrics).toContain(count('prompts/get', '-32602'))
  expect(metrics).toContain(count('tools/list', '', '2025-06-18'))
  expect(metrics).not.toContain('x/y')
  expect(metrics).toContain('promptbin_breaker_state{breaker="reads",state="closed"} 1')
  expect(metrics).toContain(
    'promptbin_library_call_duration_seconds_count{operation="list",outcome="ok"}',
  )
})

test('health names prompt-web and the breaker towards it', async () => {
  const health = await (await fetch(new URL('/health', gateway.url))).json()
  expect(health).toMatchObject({
    status: 'pass',
    checks: {
      'prompt-web:responseTime': [{ status: 'pass', observedUnit: 'ms' }],
      'prompt-web:readsBreaker': [{ status: 'pass', observedValue: 'closed' }],
      'prompt-web:writesBreaker': [{ status: 'pass', observedValue: 'closed' }],
    },
  })
})
