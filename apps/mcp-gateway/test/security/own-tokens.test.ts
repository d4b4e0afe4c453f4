import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { makeToken as makeSecret } from '@promptbin/security'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Gateway, startGateway } from '../gateway.ts'
import { openSession } from '../session.ts'
import { startWeb, type Web } from '../web.ts'
import { legacyRequest, modernRequest, post } from '../wire.ts'
import { bearer, makeToken, revokeToken } from './tokens.ts'

let web: Web
let closed: Gateway
let open: Gateway

beforeAll(async () => {
  web = await startWeb()
  await web.save({ title: 'Greeting', content: 'Hello.' })
  const settings = { authRequired: true }
  closed = await startGateway({ webUrl: web.url, settings })
  open = await startGateway({ webUrl: web.url })
})

afterAll(async () => {
  await Promise.all([closed?.stop(), open?.stop()])
  await web?.stop()
})

const ask = (gateway: Gateway, headers: Record<string, string> = {}, method = 'prompts/list') => {
  const [body, own] = modernRequest(method)
  return post(gateway.url, body, { ...own, ...headers })
}

describe('a gateway that requires tokens', () => {
  test('tells whoever has none what to send, in JSON-RPC', async () => {
    const { status, headers, message } = await ask(closed)
    expect(status).toBe(401)
    expect(headers.get('www-authenticate')).toBe('Bearer scope="prompts:read"')
    expect(message).toMatchObject({
      jsonrpc: '2.0',
      error: { code: -32600, data: { code: 'PB_AUTH_REQUIRED', retryable: false } },
    })
  })

  test.each([
    ['/mcp', ['GET', 'POST', 'DELETE', 'PUT', 'OPTIONS']],
    ['/mcp/some-profile', ['GET', 'POST', 'DELETE']],
    ['/mcp-status', ['GET']],
    ['/mcp/stdio', ['GET']],
  ])('does so at %s for %j', async (path, methods) => {
    for (const method of methods) {
      const { status } = await fetch(new URL(path, closed.url), { method })
      expect(status, method).toBe(401)
    }
  })

  test('serves real clients of both eras that bring one', async () => {
    const { token } = await makeToken(web.url)
    for (const mode of ['auto', 'legacy'] as const) {
      const client = new Client({ name: 'a', version: '1' }, { versionNegotiation: { mode } })
      const requestInit = { headers: bearer(token) }
      const url = new URL('/mcp', closed.url)
      await client.connect(new StreamableHTTPClientTransport(url, { requestInit }))
      expect((await client.listPrompts()).prompts).toMatchObject([{ name: 'greeting' }])
      await client.close()
    }
  })

  test('refuses whatever is wrong in the very same words', async () => {
    const revoked = await makeToken(web.url)
    await revokeToken(web.url, revoked)
    const good = (await makeToken(web.url)).token
    const answers = []
    for (const authorization of [
      `Bearer ${makeSecret()}`,
      `Bearer ${revoked.token}`,
      `Bearer ${good.slice(0, -1)}`,
      `Bearer ${good}x`,
      `Bearer pbn_`,
      `Bearer ${good} ${good}`,
      `Bearer ${good},${good}`,
      'Bearer',
      `Basic ${good}`,
      good,
      `Bearer eyJhbGciOiJub25lIn0.e30.`,
      `Bearer ${'a'.repeat(12_000)}`,
    ]) {
      const { status, headers, message } = await ask(closed, { authorization })
      const { requestId: _, ...data } = message.error?.data ?? {}
      answers.push(
        JSON.stringify([status, headers.get('www-authenticate'), message.error?.message, data]),
      )
    }
    expect([...new Set(answers)]).toHaveLength(1)
    expect(answers[0]).toContain('error=\\"invalid_token\\"')
    expect(answers[0]).toContain('401')
  })

  test('does not look for one in the address', async () => {
    const { token } = await makeToken(web.url)
    const [body, headers] = modernRequest('prompts/list')
    for (const name of ['access_token', 'token', 'authorization']) {
      const url = new URL(`/mcp?${name}=${token}`, closed.url)
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body,
      })
      expect(response.status).toBe(401)
      await response.body?.cancel()
    }
  })

  test('stops serving a token within a second of its end, in sessions too', async () => {
    const made = await makeToken(web.url)
    const headers = bearer(made.token)
    const session = await openSession(closed.url, { headers })
    expect((await ask(closed, headers)).status).toBe(200)
    await revokeToken(web.url, made)
    await expect.poll(async () => (await ask(closed, headers)).status, { timeout: 2_000 }).toBe(401)
    expect((await session.ask('prompts/list')).status).toBe(401)
  })

  test('stops serving a token when its time is over, without asking anybody', async () => {
    const expiresAt = new Date(Date.now() + 2_000).toISOString()
    const { token } = await makeToken(web.url, { expiresAt })
    expect((await ask(closed, bearer(token))).status).toBe(200)
    await expect
      .poll(async () => (await ask(closed, bearer(token))).status, { timeout: 4_000 })
      .toBe(401)
  })

  test('does not let one token into the session of another', async () => {
    const [one, other] = [await makeToken(web.url), await makeToken(web.url)]
    const session = await openSession(closed.url, { headers: bearer(one.token) })
    const stolen = { ...session.headers, ...bearer(other.token) }
    const { status } = await post(closed.url, legacyRequest('prompts/list'), stolen)
    expect(status).toBe(404)
  })

  test('needs the scope for saving, and says all that is needed at once', async () => {
    const reader = await makeToken(web.url)
    const writer = await makeToken(web.url, { scopes: ['prompts:read', 'prompts:write'] })
    const args = { title: 'Saved', content: 'By a token.', name: 'saved' }
    const [body, own] = modernRequest('tools/call', { name: 'save_prompt', arguments: args })
    const save = (token: string) => post(closed.url, body, { ...own, ...bearer(token) })
    const refused = await save(reader.token)
    expect(refused.status).toBe(403)
    expect(refused.headers.get('www-authenticate')).toBe(
      'Bearer error="insufficient_scope", scope="prompts:read prompts:write"',
    )
    expect(refused.message.error?.data).toMatchObject({ code: 'PB_SCOPE_INSUFFICIENT' })
    const saved = await save(writer.token)
    expect(saved.status).toBe(200)
    expect(saved.message.result).not.toHaveProperty('isError', true)
    const versions = await fetch(new URL('/api/v1/prompts/saved/versions', web.url))
    expect(await versions.json()).toMatchObject({ items: [{ author: `token:${writer.name}` }] })
  })

  test('needs the scope for reading for everything', async () => {
    const { token } = await makeToken(web.url, { scopes: ['prompts:write'] })
    expect((await ask(closed, bearer(token), 'server/discover')).status).toBe(403)
  })

  test('tells how it is to programs of this machine, and not through a proxy', async () => {
    const { token } = await makeToken(web.url)
    for (const path of ['/health', '/metrics']) {
      const status = async (headers: Record<string, string>) => {
        const response = await fetch(new URL(path, closed.url), { headers })
        await response.body?.cancel()
        return response.status
      }
      expect(await status({})).toBe(200)
      expect(await status({ 'x-forwarded-for': '127.0.0.1' })).toBe(401)
      expect(await status({ forwarded: 'for=127.0.0.1', ...bearer(token) })).toBe(200)
    }
    for (const path of ['/livez', '/readyz']) {
      expect((await fetch(new URL(path, closed.url))).status).toBe(200)
    }
  })
})

describe('a gateway that requires none', () => {
  test('serves everybody of this machine, and refuses a wrong token all the same', async () => {
    expect((await ask(open)).status).toBe(200)
    expect((await ask(open, bearer(makeSecret()))).status).toBe(401)
    const { token } = await makeToken(web.url)
    expect((await ask(open, bearer(token))).status).toBe(200)
  })

  test('serves a token no more than it allows', async () => {
    const { token } = await makeToken(web.url, { scopes: ['admin'] })
    expect((await ask(open, bearer(token))).status).toBe(403)
  })
})

test('whoever tries tokens is soon told to wait', async () => {
  const gateway = await startGateway({ webUrl: web.url, settings: { authRequired: true } })
  const { token } = await makeToken(web.url)
  expect((await ask(gateway, bearer(token))).status).toBe(200)
  const statuses = []
  for (let tries = 0; tries < 70; tries++) {
    statuses.push((await ask(gateway, bearer(makeSecret()))).status)
  }
  expect(statuses.slice(0, 60).every((status) => status === 401)).toBe(true)
  expect(statuses).toContain(429)
  // Who is known is not asked again, so others do him no harm.
  expect((await ask(gateway, bearer(token))).status).toBe(200)
  await gateway.stop()
})

test('a token that was good goes on being good while prompt-web is down, another is not', async () => {
  const other = await startWeb()
  const gateway = await startGateway({ webUrl: other.url, settings: { authRequired: true } })
  const [known, unknown] = [await makeToken(other.url), await makeToken(other.url)]
  expect((await ask(gateway, bearer(known.token), 'server/discover')).status).toBe(200)
  await other.kill()
  const unavailable = await ask(gateway, bearer(unknown.token), 'server/discover')
  expect(unavailable.status).toBe(503)
  expect(unavailable.message.error?.data).toMatchObject({
    code: 'PB_AUTH_UNAVAILABLE',
    retryable: true,
  })
  expect(unavailable.headers.get('retry-after')).toMatch(/^\d+$/)
  expect((await ask(gateway, bearer(known.token), 'server/discover')).status).toBe(200)
  await other.restart()
  await expect
    .poll(async () => (await ask(gateway, bearer(unknown.token), 'server/discover')).status)
    .toBe(200)
  await gateway.stop()
  await other.stop()
})
