import { Client as OlderClient } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport as OlderTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { describe, expect, test } from 'vitest'
import { openEvents } from './events.ts'
import { statusOf, useHostedGateways } from './hosted-gateways.ts'
import { initializeParams, openSession } from './session.ts'
import { legacyRequest, modernRequest, post } from './wire.ts'

const { save, start } = useHostedGateways((web) =>
  web.save({ title: 'Greeting', content: 'Hello {{name}}', variables: [{ name: 'name' }] }),
)

const get = { name: 'greeting', arguments: { name: 'Ada' } }

describe('a session', () => {
  test('begins with initialize, serves, and ends with DELETE', async () => {
    const { url } = await start()
    const session = await openSession(url)
    expect(session.id).toMatch(/^[0-9a-f-]{36}$/)
    expect((await session.ask('prompts/get', get)).message.result).toMatchObject({
      messages: [{ content: { text: 'Hello Ada' } }],
    })
    const ended = await fetch(new URL('/mcp', url), { method: 'DELETE', headers: session.headers })
    expect(ended.status).toBe(200)
    const after = await session.ask('ping')
    expect(after).toMatchObject({ status: 404, message: { id: 1, error: { code: -32001 } } })
  })

  test.each(['forged', '00000000-0000-4000-8000-000000000000', ''])(
    'that is named %j is unknown',
    async (id) => {
      const { url } = await start()
      const answer = await post(url, legacyRequest('ping'), { 'mcp-session-id': id })
      expect(answer).toMatchObject({ status: 404, message: { id: 1, error: { code: -32001 } } })
    },
  )

  test('is demanded of whoever does not begin one', async () => {
    const { url } = await start()
    const answer = await post(url, legacyRequest('prompts/list'))
    expect(answer).toMatchObject({ status: 400, message: { id: 1, error: { code: -32000 } } })
    const stream = await fetch(new URL('/mcp', url), { headers: { accept: 'text/event-stream' } })
    expect(stream.status).toBe(400)
    expect(await stream.json()).toMatchObject({ jsonrpc: '2.0', id: null })
  })

  test('needs no server for what is no real initialize', async () => {
    const gateway = await start()
    const answer = await post(gateway.url, legacyRequest('initialize', { protocolVersion: 1 }))
    expect(answer).toMatchObject({ status: 400, message: { id: 1, error: { code: -32602 } } })
    expect(answer.message.error?.message).toContain('initialize')
    expect((await statusOf(gateway)).connections.open).toBe(0)
  })

  test('begins anew although the client still names an old one', async () => {
    const { url } = await start()
    const initialize = legacyRequest('initialize', initializeParams())
    const answer = await post(url, initialize, { 'mcp-session-id': 'of-a-gateway-that-is-gone' })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('mcp-session-id')).not.toBe('of-a-gateway-that-is-gone')
  })

  test('belongs to the address where it was opened', async () => {
    const { url } = await start()
    const session = await openSession(url)
    const elsewhere = await post(
      new URL('/mcp/none', url).href,
      legacyRequest('ping'),
      session.headers,
    )
    expect(elsewhere).toMatchObject({
      status: 404,
      message: { error: { data: { code: 'PB_MCP_PROFILE_UNKNOWN' } } },
    })
  })

  test('takes an id again only once it is answered', async () => {
    const { url } = await start()
    const session = await openSession(url, { version: '2025-03-26' })
    const twice = await session.post(
      JSON.stringify([1, 1].map((id) => ({ jsonrpc: '2.0', id, method: 'ping' }))),
    )
    expect(twice).toMatchObject({
      status: 400,
      message: { error: { code: -32600, data: { code: 'PB_MCP_ID_REPEATED' } } },
    })
    for (let round = 0; round < 3; round++) {
      expect((await session.ask('ping')).message).toMatchObject({ id: 1, result: {} })
    }
  })

  test.each([
    ['2025-03-26', 200],
    ['2025-06-18', 400],
    ['2025-11-25', 400],
    ['2024-11-05', 400],
  ])('of %s answers several messages in one body with %i', async (version, status) => {
    const { url } = await start()
    const session = await openSession(url, { version })
    const ping = (id: number) => ({ jsonrpc: '2.0', id, method: 'ping' })
    const answer = await session.post(JSON.stringify([ping(1), ping(2)]))
    expect(answer.status).toBe(status)
  })
})

describe('a stream that broke', () => {
  test('gives what was missed, once', async () => {
    const gateway = await start()
    const session = await openSession(gateway.url)
    const events = await openEvents(gateway.url, session.headers)
    await save({ title: 'One', content: 'x' })
    const first = await events.next()
    await events.close()
    await save({ title: 'Two', content: 'x' })
    await expect.poll(async () => (await statusOf(gateway)).sessions.idle).toBe(1)
    await save({ title: 'Three', content: 'x' })
    const again = await openEvents(gateway.url, { ...session.headers, 'last-event-id': first.id })
    const missed = await again.next()
    expect(missed.id).not.toBe(first.id)
    expect(JSON.parse(missed.data)).toMatchObject({
      method: expect.stringContaining('list_changed'),
    })
    await again.close()
  })

  test('is not one of another session', async () => {
    const { url } = await start()
    const session = await openSession(url)
    const answer = await fetch(new URL('/mcp', url), {
      headers: { ...session.headers, accept: 'text/event-stream', 'last-event-id': 'forged_99' },
    })
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ jsonrpc: '2.0', error: { code: -32000 } })
  })
})

describe('clients before 2026-07-28', () => {
  test('without sessions are served a request at a time', async () => {
    const { url } = await start({ legacy: 'stateless' })
    const answer = await post(url, legacyRequest('prompts/get', get))
    expect(answer.headers.has('mcp-session-id')).toBe(false)
    expect(answer.message.result).toMatchObject({ messages: [{ content: { text: 'Hello Ada' } }] })
    expect((await fetch(new URL('/mcp', url))).status).toBe(405)
  })

  test('are refused with the version that is served, where only that is', async () => {
    const { url } = await start({ legacy: 'reject' })
    const answer = await post(url, legacyRequest('initialize', initializeParams()))
    expect(answer).toMatchObject({
      status: 400,
      message: { error: { code: -32022, data: { supported: ['2026-07-28'] } } },
    })
    const modern = await post(url, ...modernRequest('prompts/get', get))
    expect(modern.status).toBe(200)
  })
})

test('the older client lives through a whole session', async () => {
  const { url } = await start()
  const client = new OlderClient({ name: 'older', version: '1' })
  const transport = new OlderTransport(new URL('/mcp', url))
  await client.connect(transport as Parameters<OlderClient['connect']>[0])
  expect((await client.listPrompts()).prompts.length).toBeGreaterThan(0)
  await transport.terminateSession()
  await client.close()
})
