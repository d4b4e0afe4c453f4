import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type Gateway, startGateway } from '../gateway.ts'
import { startWeb, type Web } from '../web.ts'
import { modernRequest, post } from '../wire.ts'
import {
  type AuthorizationServer,
  type AuthorizationServerOptions,
  startAuthorizationServer,
} from './authorization-server.ts'
import { bearer } from './tokens.ts'

let web: Web
const ending: (() => Promise<void>)[] = []

beforeAll(async () => {
  web = await startWeb()
})

afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end()
})

afterAll(async () => {
  await web?.stop()
})

async function start(options: AuthorizationServerOptions = {}, more: object = {}) {
  const server = await startAuthorizationServer(options)
  ending.push(server.close)
  const settings = { authRequired: true, authIssuer: server.issuer, ...more }
  const gateway = await startGateway({ webUrl: web.url, settings })
  ending.push(gateway.stop)
  return { server, gateway }
}

async function statusOf(gateway: Gateway, server: AuthorizationServer, sub = 'ada') {
  const token = await server.token({ aud: `${gateway.url}/mcp`, sub })
  const [body, headers] = modernRequest('server/discover')
  return (await post(gateway.url, body, { ...headers, ...bearer(token) })).status
}

describe('the keys of an issuer', () => {
  test.each<[string, AuthorizationServerOptions]>([
    ['RFC 8414', {}],
    ['RFC 8414, below a path', { path: '/realms/team' }],
    [
      'OpenID Connect, before the path',
      { path: '/realms/team', metadataAt: (path) => `/.well-known/openid-configuration${path}` },
    ],
    [
      'OpenID Connect, behind the path',
      { path: '/realms/team', metadataAt: (path) => `${path}/.well-known/openid-configuration` },
    ],
  ])('are found by its metadata: %s', async (_, options) => {
    const { server, gateway } = await start(options)
    expect(await statusOf(gateway, server)).toBe(200)
  })

  test('are taken from where the configuration says, without asking for metadata', async () => {
    const server = await startAuthorizationServer({ metadataAt: () => '/nowhere' })
    ending.push(server.close)
    const settings = {
      authRequired: true,
      authIssuer: server.issuer,
      authJwksUrl: `${server.issuer}/keys`,
    }
    const gateway = await startGateway({ webUrl: web.url, settings })
    ending.push(gateway.stop)
    expect(await statusOf(gateway, server)).toBe(200)
    expect(server.asked).toEqual({ metadata: 0, keys: 1 })
  })

  test('are found without ids, and there may be several', async () => {
    const { server, gateway } = await start({ keyIds: false })
    await server.rotate()
    expect(await statusOf(gateway, server)).toBe(200)
  })

  test('are not taken from metadata of another issuer', async () => {
    const { server, gateway } = await start()
    server.answerWith((path, response) => {
      if (!path.includes('oauth-authorization-server')) return false
      const metadata = { issuer: 'https://evil.example', jwks_uri: `${server.issuer}/keys` }
      response.setHeader('content-type', 'application/json').end(JSON.stringify(metadata))
      return true
    })
    expect(await statusOf(gateway, server)).toBe(503)
    expect(server.asked.keys).toBe(0)
  })
})

describe('while the issuer', () => {
  test.each<[string, Parameters<AuthorizationServer['answerWith']>[0]]>([
    [
      'fails',
      (_path, response) => {
        response.writeHead(500).end()
        return true
      },
    ],
    [
      'answers nonsense',
      (_path, response) => {
        response.end('<html>')
        return true
      },
    ],
    [
      'leads elsewhere',
      (path, response) => {
        response.writeHead(302, { location: `${path}?again` }).end()
        return true
      },
    ],
    [
      'never stops talking',
      (_path, response) => {
        response.setHeader('content-type', 'application/json')
        const go = () => {
          while (response.write('[').valueOf() && !response.destroyed);
          if (!response.destroyed) response.once('drain', go)
        }
        response.on('error', () => {})
        go()
        return true
      },
    ],
    [
      'cuts the connection',
      (_path, response) => {
        response.destroy()
        return true
      },
    ],
  ])(
    '%s, keys that are known are used, and without them clients are told to come again',
    async (_, answer) => {
      const { server, gateway } = await start()
      expect(await statusOf(gateway, server)).toBe(200)
      server.answerWith(answer)
      expect(await statusOf(gateway, server)).toBe(200)
      const fresh = await startGateway({
        webUrl: web.url,
        settings: { authRequired: true, authIssuer: server.issuer },
      })
      ending.push(fresh.stop)
      expect(await statusOf(fresh, server)).toBe(503)
      // It is left alone for a while, not asked with every request.
      const asked = { ...server.asked }
      expect(await statusOf(fresh, server)).toBe(503)
      expect(server.asked).toEqual(asked)
    },
  )
})

test('an issuer that fails is left alone, which everybody can see, and is asked again by itself', {
  timeout: 60_000,
}, async () => {
  const { server, gateway } = await start()
  const check = async () => {
    await gateway.health.recheck(['issuer:breaker'])
    return gateway.health.report().checks['issuer:breaker']?.[0]
  }
  expect(await check()).toMatchObject({ status: 'pass', observedValue: 'closed' })
  server.answerWith((_path, response) => {
    response.writeHead(500).end()
    return true
  })
  expect(await statusOf(gateway, server)).toBe(503)
  expect(await check()).toMatchObject({
    status: 'warn',
    output: expect.stringContaining('status 500'),
  })
  const metrics = await (await fetch(`${gateway.url}/metrics`)).text()
  expect(metrics).toContain('promptbin_breaker_state{breaker="issuer",state="closed"} 0')
  server.answerWith(undefined)
  await expect.poll(() => statusOf(gateway, server), { timeout: 30_000 }).toBe(200)
  expect(await check()).toMatchObject({ status: 'pass' })
  const changes = gateway.log.filter(({ breaker }) => breaker === 'issuer')
  expect(changes.map(({ state }) => state)).toEqual(['open', 'half-open', 'closed'])
})
