import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Gateway, startGateway } from '../gateway.ts'
import { startWeb, type Web } from '../web.ts'
import { modernRequest } from '../wire.ts'

let web: Web
const gateways = new Map<string, Gateway>()

/** How the two gateways of these tests are known. */
const kinds = {
  local: {},
  known: {
    mcpPublicUrl: 'https://prompts.example.org/mcp',
    mcpAllowedOrigins: 'https://app.example.org,tools.example.org',
  },
} as const

beforeAll(async () => {
  web = await startWeb()
  for (const [kind, settings] of Object.entries(kinds)) {
    gateways.set(kind, await startGateway({ webUrl: web.url, settings }))
  }
})

afterAll(async () => {
  await Promise.all([...gateways.values()].map((gateway) => gateway.stop()))
  await web?.stop()
})

/** Asks with exactly these headers; `fetch` would set its own `Host` and no `Origin`. */
function ask(
  kind: keyof typeof kinds,
  headers: Record<string, string>,
  method = 'POST',
): Promise<{ status: number; headers: Record<string, unknown> }> {
  const { url = '' } = gateways.get(kind) ?? {}
  const [body, own] = modernRequest('server/discover')
  const { promise, resolve, reject } = Promise.withResolvers<{
    status: number
    headers: Record<string, unknown>
  }>()
  const asking = request(new URL('/mcp', url), {
    method,
    headers: {
      host: new URL(url).host,
      'content-type': 'application/json',
      ...(method === 'POST' && own),
      ...headers,
    },
  })
  asking.once('response', (response) => {
    response.resume()
    resolve({ status: response.statusCode ?? 0, headers: response.headers })
  })
  asking.once('error', reject)
  asking.end(method === 'POST' ? body : undefined)
  return promise
}

describe('by name and by page', () => {
  test.each<[keyof typeof kinds, string, Record<string, string>, number]>([
    ['local', 'the address itself', {}, 200],
    ['local', 'localhost', { host: 'localhost' }, 200],
    ['local', 'a name that leads here (DNS rebinding)', { host: 'evil.example:5100' }, 403],
    [
      'local',
      'such a name with its own page',
      { host: 'evil.example', origin: 'http://evil.example' },
      403,
    ],
    ['local', 'a page of this machine', { origin: 'http://localhost:6274' }, 200],
    ['local', 'a page from elsewhere', { origin: 'https://evil.example' }, 403],
    ['local', 'a page without an origin', { origin: 'null' }, 403],
    [
      'local',
      'a page that looks like this machine',
      { origin: 'http://localhost.evil.example' },
      403,
    ],
    ['local', 'a name that is known elsewhere', { host: 'prompts.example.org' }, 403],
    ['known', 'the name of its public address', { host: 'prompts.example.org' }, 200],
    ['known', 'an allowed page', { origin: 'https://app.example.org' }, 200],
    ['known', 'any page of an allowed host', { origin: 'http://tools.example.org:81' }, 200],
    ['known', 'an allowed page on another port', { origin: 'https://app.example.org:444' }, 403],
    [
      'known',
      'a page of this machine that is not allowed',
      { origin: 'http://localhost:6274' },
      403,
    ],
    ['known', 'an unknown name', { host: 'other.example.org' }, 403],
  ])('%s gateway, %s', async (kind, _, headers, status) => {
    expect((await ask(kind, headers)).status).toBe(status)
  })
})

describe('a page in a browser', () => {
  const preflight = (origin: string) =>
    ask(
      'known',
      {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,mcp-method',
      },
      'OPTIONS',
    )

  test('may ask with the headers of MCP, and read what it needs, if it is allowed', async () => {
    const origin = 'https://app.example.org'
    const before = await preflight(origin)
    expect(before.status).toBe(204)
    expect(before.headers).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'GET, POST, DELETE',
      vary: 'origin',
    })
    const allowed = String(before.headers['access-control-allow-headers']).split(', ')
    expect(allowed).toEqual(
      expect.arrayContaining(['authorization', 'mcp-method', 'mcp-name', 'mcp-session-id']),
    )
    const { headers } = await ask('known', { origin })
    expect(headers).toMatchObject({ 'access-control-allow-origin': origin, vary: 'origin' })
    const exposed = String(headers['access-control-expose-headers']).split(', ')
    expect(exposed).toEqual(expect.arrayContaining(['mcp-session-id', 'www-authenticate']))
    expect(headers).not.toHaveProperty('access-control-allow-credentials')
  })

  test('may not, and learns nothing, if it is not', async () => {
    for (const { status, headers } of [
      await preflight('https://evil.example'),
      await ask('known', { origin: 'https://evil.example' }),
    ]) {
      expect(status).toBe(403)
      expect(Object.keys(headers).filter((name) => name.startsWith('access-'))).toEqual([])
    }
  })

  test('is told why it was refused as well', async () => {
    const settings = { ...kinds.known, authRequired: true }
    const gateway = await startGateway({ webUrl: web.url, settings })
    gateways.set('known', gateway)
    const { status, headers } = await ask('known', { origin: 'https://app.example.org' })
    expect(status).toBe(401)
    expect(headers).toMatchObject({
      'access-control-allow-origin': 'https://app.example.org',
      'www-authenticate': expect.stringContaining('Bearer '),
    })
  })
})
