import { once } from 'node:events'
import {
  Client,
  SSEClientTransport,
  StreamableHTTPClientTransport,
  type Transport,
} from '@modelcontextprotocol/client'
import { Client as OlderClient } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport as OlderTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventsOf, openEvents } from '../events.ts'
import { type Gateway, startGateway } from '../gateway.ts'
import { LineClientTransport } from '../line-client-transport.ts'
import { openSession } from '../session.ts'
import { askForUpgrade } from '../upgraded-socket.ts'
import { startWeb, type Web } from '../web.ts'
import { modernRequest, post } from '../wire.ts'
import { bearer, makeToken, revokeToken } from './tokens.ts'

let web: Web
let gateway: Gateway
let operator: Readonly<Record<string, string>>

beforeAll(async () => {
  web = await startWeb()
  await web.save({ title: 'Greeting', content: 'Hello.' })
  const settings = { authRequired: true }
  gateway = await startGateway({ webUrl: web.url, settings, hosting: { sse: true } })
  operator = bearer((await makeToken(web.url)).token)
})

afterAll(async () => {
  await gateway?.stop()
  await web?.stop()
})

const identity = { name: 'ending', version: '1.0.0' }

type AnyClient = Pick<Client, 'listPrompts' | 'close'>

const at = (path: string) => new URL(path, gateway.url)

async function socketWith(token: string) {
  const { socket } = await askForUpgrade(gateway.url, bearer(token))
  if (!socket) throw new Error('refused')
  return socket
}

async function current(transport: Transport, mode: 'legacy' | { pin: string }): Promise<Client> {
  const client = new Client(identity, { versionNegotiation: { mode } })
  await client.connect(transport)
  return client
}

const http = (token: string) =>
  new StreamableHTTPClientTransport(at('/mcp'), { requestInit: { headers: bearer(token) } })

/** Clients that keep something open. */
const clients: Record<string, (token: string) => Promise<AnyClient>> = {
  'a session of the v2 client': (token) => current(http(token), 'legacy'),
  'a session of the v1 client': async (token) => {
    const client = new OlderClient(identity)
    const transport = new OlderTransport(at('/mcp'), { requestInit: { headers: bearer(token) } })
    await client.connect(transport as Parameters<OlderClient['connect']>[0])
    return client as unknown as AnyClient
  },
  'the listen stream of the v2 client': async (token) => {
    const client = await current(http(token), { pin: '2026-07-28' })
    await client.listen({ promptsListChanged: true })
    return client
  },
  'HTTP with SSE of the v2 client': (token) => {
    const requestInit = { headers: bearer(token) }
    return current(new SSEClientTransport(at('/sse'), { requestInit }), 'legacy')
  },
  'an upgraded connection of the v2 client': async (token) =>
    current(new LineClientTransport(await socketWith(token)) as unknown as Transport, 'legacy'),
}

/** How much is open, as an operator sees it. */
async function openConnections(): Promise<number> {
  const status = await fetch(at('/mcp-status'), { headers: operator })
  return ((await status.json()) as { connections: { open: number } }).connections.open
}

/** What the gateway answers to the next request with a token. */
async function statusWith(token: string): Promise<number> {
  const [body, headers] = modernRequest('prompts/list')
  return (await post(gateway.url, body, { ...headers, ...bearer(token) })).status
}

test.each(Object.entries(clients))('%s ends with its token, and no other', async (_title, open) => {
  const [theirs, others] = [await makeToken(web.url), await makeToken(web.url)]
  const [client, other] = [await open(theirs.token), await open(others.token)]
  await expect.poll(openConnections).toBe(2)
  await revokeToken(web.url, theirs)
  await expect.poll(openConnections, { timeout: 3_000 }).toBe(1)
  await expect(client.listPrompts()).rejects.toThrow()
  expect(await statusWith(theirs.token)).toBe(401)
  expect((await other.listPrompts()).prompts).toMatchObject([{ name: 'greeting' }])
  await Promise.all([client.close(), other.close()])
  await expect.poll(openConnections).toBeLessThanOrEqual(1)
  await revokeToken(web.url, others)
  await expect.poll(openConnections, { timeout: 3_000 }).toBe(0)
})

/** Opens one of everything that stays open; gives the moments at which they end. */
async function openAll(token: string): Promise<readonly Promise<unknown>[]> {
  const headers = bearer(token)
  const session = await openSession(gateway.url, { headers })
  const stream = await openEvents(gateway.url, session.headers)
  const [body, own] = modernRequest('subscriptions/listen', {
    notifications: { promptsListChanged: true },
  })
  const accept = 'application/json, text/event-stream'
  const listen = await fetch(at('/mcp'), {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept, ...own, ...headers },
    body,
  })
  const sse = await fetch(at('/sse'), { headers: { ...headers, accept: 'text/event-stream' } })
  expect([stream.response.status, listen.status, sse.status]).toEqual([200, 200, 200])
  const socket = await socketWith(token)
  return [
    stream.rest(),
    eventsOf(listen).rest(),
    eventsOf(sse).rest(),
    once(socket.resume(), 'end'),
  ]
}

test('whoever only listens is told by the end of the stream that the token was revoked', async () => {
  const made = await makeToken(web.url)
  const ends = await openAll(made.token)
  expect(await openConnections()).toBe(4)
  await revokeToken(web.url, made)
  await Promise.all(ends)
  await expect.poll(openConnections).toBe(0)
  const status = await fetch(at('/mcp-status'), { headers: operator })
  const { sessions } = (await status.json()) as { sessions: { ended: { revoked: number } } }
  expect(sessions.ended.revoked).toBeGreaterThan(0)
})

test('what is open under a token ends when its time is over', async () => {
  const expiresAt = new Date(Date.now() + 3_000).toISOString()
  const { token } = await makeToken(web.url, { expiresAt })
  await Promise.all(await openAll(token))
  await expect.poll(() => statusWith(token), { timeout: 2_000 }).toBe(401)
  await expect.poll(openConnections).toBe(0)
})
