import { Client, SSEClientTransport } from '@modelcontextprotocol/client'
import { Client as OlderClient } from '@modelcontextprotocol/sdk/client/index.js'
import { SSEClientTransport as OlderTransport } from '@modelcontextprotocol/sdk/client/sse.js'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type Gateway, type StartOptions, startGateway } from './gateway.ts'
import { startWeb, type Web } from './web.ts'
import { legacyRequest, post } from './wire.ts'

let web: Web
const running: Gateway[] = []

beforeAll(async () => {
  web = await startWeb()
  await web.save({ title: 'Greeting', content: 'Hello' })
})

afterEach(async () => {
  await Promise.all(running.splice(0).map((gateway) => gateway.stop()))
})

afterAll(async () => {
  await web?.stop()
})

async function start(hosting: NonNullable<StartOptions['hosting']>): Promise<Gateway> {
  const gateway = await startGateway({ webUrl: web.url, hosting })
  running.push(gateway)
  return gateway
}

const identity = { name: 'sse', version: '1' }

test('is not served unless it is switched on', async () => {
  const { url } = await start({})
  expect((await fetch(new URL('/sse', url))).status).toBe(404)
})

test('the clients of both generations get a prompt over it and hear of changes', async () => {
  const { url } = await start({ sse: true })
  const current = new Client(identity)
  const older = new OlderClient(identity)
  const told: string[] = []
  for (const client of [current, older]) {
    client.fallbackNotificationHandler = async ({ method }) => void told.push(method)
  }
  await current.connect(new SSEClientTransport(new URL('/sse', url)))
  await older.connect(new OlderTransport(new URL('/sse', url)))
  for (const client of [current, older]) {
    const { messages } = await client.getPrompt({ name: 'greeting' })
    expect(messages).toMatchObject([{ content: { text: 'Hello' } }])
  }
  await web.save({ title: 'Another', content: 'x' })
  const lists = () => told.filter((method) => method === 'notifications/prompts/list_changed')
  await expect.poll(() => lists().length).toBeGreaterThanOrEqual(2)
  await Promise.all([current.close(), older.close()])
})

test.each([
  ['', 400, -32000],
  ['?sessionId=forged', 404, -32001],
])('a message for the connection %j is refused in JSON-RPC', async (query, status, code) => {
  const { url } = await start({ sse: true })
  const response = await fetch(new URL(`/messages${query}`, url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: legacyRequest('ping'),
  })
  expect(response.status).toBe(status)
  expect(await response.json()).toMatchObject({ jsonrpc: '2.0', error: { code } })
})

test('its connections count', async () => {
  const { url } = await start({ sse: true, maxConnections: 1 })
  const client = new Client(identity)
  await client.connect(new SSEClientTransport(new URL('/sse', url)))
  const initialize = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: identity }
  expect((await post(url, legacyRequest('initialize', initialize))).status).toBe(503)
  await client.close()
  await expect
    .poll(async () => (await post(url, legacyRequest('initialize', initialize))).status)
    .toBe(200)
})
