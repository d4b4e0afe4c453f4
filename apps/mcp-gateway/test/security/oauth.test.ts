import { createHmac } from 'node:crypto'
import {
  Client,
  ClientCredentialsProvider,
  StreamableHTTPClientTransport,
} from '@modelcontextprotocol/client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Gateway, startGateway } from '../gateway.ts'
import { startWeb, type Web } from '../web.ts'
import { modernRequest, post } from '../wire.ts'
import {
  type AuthorizationServer,
  startAuthorizationServer,
  type TokenClaims,
} from './authorization-server.ts'
import { bearer, makeToken } from './tokens.ts'

let web: Web
let server: AuthorizationServer
let gateway: Gateway
/** The canonical URI of the MCP endpoint. */
let resource: string

const inSeconds = (seconds: number) => Math.floor(Date.now() / 1_000) + seconds

beforeAll(async () => {
  web = await startWeb()
  await web.save({ title: 'Greeting', content: 'Hello.' })
  server = await startAuthorizationServer()
  const settings = { authRequired: true, authIssuer: server.issuer }
  gateway = await startGateway({ webUrl: web.url, settings })
  resource = `${gateway.url}/mcp`
})

afterAll(async () => {
  await gateway?.stop()
  await server?.close()
  await web?.stop()
})

const ask = (token: string, { url } = gateway) => {
  const [body, headers] = modernRequest('prompts/list')
  return post(url, body, { ...headers, ...bearer(token) })
}
const tokenFor = (claims: TokenClaims = {}, header?: Record<string, unknown>) =>
  server.token({ aud: resource, ...claims }, header)

describe('the metadata of the resource', () => {
  test('is where clients look for it, and named by a refusal', async () => {
    const [body, headers] = modernRequest('prompts/list')
    const refused = await post(gateway.url, body, headers)
    const place = `${gateway.url}/.well-known/oauth-protected-resource/mcp`
    expect(refused.headers.get('www-authenticate')).toBe(
      `Bearer resource_metadata="${place}", scope="prompts:read"`,
    )
    const root = place.slice(0, -'/mcp'.length)
    for (const url of [place, root, `${place}/some-profile`]) {
      const response = await fetch(url)
      expect(response.status).toBe(200)
      expect(response.headers.get('content-type')).toContain('application/json')
      expect(await response.json()).toEqual({
        resource,
        authorization_servers: [server.issuer],
        scopes_supported: ['prompts:read', 'prompts:write'],
        bearer_methods_supported: ['header'],
        resource_name: 'PromptBin',
      })
    }
  })

  test('is of the address that was configured, and there too where a proxy leads it', async () => {
    const mcpPublicUrl = 'https://prompts.example.org/team/mcp'
    const settings = { authRequired: true, authIssuer: server.issuer, mcpPublicUrl }
    const behind = await startGateway({ webUrl: web.url, settings })
    const path = '/.well-known/oauth-protected-resource/team/mcp'
    const answer = (await (await fetch(new URL(path, behind.url))).json()) as object
    expect(answer).toMatchObject({ resource: mcpPublicUrl })
    const good = await server.token({ aud: mcpPublicUrl })
    expect((await ask(good, behind)).status).toBe(200)
    expect((await ask(await tokenFor(), behind)).status).toBe(401)
    await behind.stop()
  })
})

describe('an access token', () => {
  test('of the issuer for this resource is good, for what its scopes allow', async () => {
    const answer = await ask(await tokenFor())
    expect(answer.status).toBe(200)
    expect(answer.message.result).toMatchObject({ prompts: [{ name: 'greeting' }] })
  })

  test.each<[string, TokenClaims, number]>([
    ['several audiences, one of them this', { aud: ['https://a.example', 'THIS'] }, 200],
    ['scopes as a list in scp', { scope: undefined, scp: ['prompts:read'] }, 200],
    ['a subject that no header could carry', { sub: 'ada\r\nx: y ü' }, 200],
    ['an end a moment ago', { exp: inSeconds(-5) }, 200],
    ['a beginning in a moment', { nbf: inSeconds(5) }, 200],
    ['no scope of ours', { scope: 'openid profile' }, 403],
    ['a scope that only looks alike', { scope: 'prompts:* prompts:readall' }, 403],
    ['another audience', { aud: 'https://other.example/mcp' }, 401],
    ['an audience that only begins alike', { aud: 'THIS/' }, 401],
    ['an audience above', { aud: 'ORIGIN' }, 401],
    ['no audience', { aud: undefined }, 401],
    ['another issuer', { iss: 'https://evil.example' }, 401],
    ['an issuer with a slash more', { iss: 'ISSUER/' }, 401],
    ['no issuer', { iss: undefined }, 401],
    ['an end that is over', { exp: inSeconds(-120) }, 401],
    ['no end', { exp: undefined }, 401],
    ['a beginning that is far', { nbf: inSeconds(600) }, 401],
    ['no subject', { sub: undefined }, 401],
    ['an empty subject', { sub: '' }, 401],
    ['a key that it is bound to', { cnf: { jkt: 'abc' } }, 401],
  ])('with %s is answered %j → %i', async (_, claims, status) => {
    const text = JSON.stringify({ ...claims })
      .replace('THIS', resource)
      .replace('ORIGIN', new URL(resource).origin)
      .replace('ISSUER', server.issuer)
    // JSON leaves out what is undefined; here it means that the claim is missing.
    const missing = Object.fromEntries(
      Object.entries(claims).filter(([, value]) => value === undefined),
    )
    const answer = await ask(await tokenFor({ ...JSON.parse(text), ...missing }))
    expect(answer.status).toBe(status)
    if (status === 403) {
      expect(answer.headers.get('www-authenticate')).toContain(
        'error="insufficient_scope", resource_metadata="',
      )
    }
  })

  test.each(['at+jwt', 'application/at+jwt', 'JWT'])('may call itself %s', async (typ) => {
    expect((await ask(await tokenFor({}, { typ }))).status).toBe(200)
  })

  test.each(['logout+jwt', 'dpop+jwt', 'secevent+jwt'])('may not be a %s', async (typ) => {
    expect((await ask(await tokenFor({}, { typ }))).status).toBe(401)
  })

  test('is checked with keys that are kept: the issuer is not asked again', async () => {
    const before = { ...server.asked }
    const token = await tokenFor({ sub: 'often' })
    for (let times = 0; times < 5; times++) expect((await ask(token)).status).toBe(200)
    expect(server.asked).toEqual(before)
  })

  test('works beside tokens of our own', async () => {
    const { token } = await makeToken(web.url)
    expect((await ask(token)).status).toBe(200)
  })
})

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

test('a client that knows only the address finds out whom to ask, and gets in', async () => {
  const authProvider = new ClientCredentialsProvider({
    clientId: 'robot',
    clientSecret: 'secret',
    expectedIssuer: server.issuer,
  })
  const client = new Client({ name: 'oauth-test', version: '1.0.0' })
  const transport = new StreamableHTTPClientTransport(new URL(resource), { authProvider })
  await client.connect(transport)
  expect((await client.listPrompts()).prompts).toMatchObject([{ name: 'greeting' }])
  await client.close()
  expect(server.granted).toHaveLength(1)
  expect(server.granted[0]?.get('resource')).toBe(resource)
  expect(server.granted[0]?.get('scope')).toBe('prompts:read')
})

describe('a forged token', () => {
  const claims = () => ({
    iss: server.issuer,
    aud: resource,
    sub: 'eve',
    exp: inSeconds(300),
    scope: 'prompts:read prompts:write admin',
  })
  const signed = (header: object, key: string) => {
    const text = `${encode(header)}.${encode(claims())}`
    return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`
  }

  test('is refused, however it was made', async () => {
    const good = await tokenFor({ sub: 'good' })
    const [head = '', body = '', signature = ''] = good.split('.')
    const other = await startAuthorizationServer()
    const ofOther = await other.token({ ...claims(), iss: server.issuer })
    const jwk = JSON.parse(other.publicKey)
    const forgeries = {
      none: `${encode({ alg: 'none' })}.${encode(claims())}.`,
      'None, in another case': `${encode({ alg: 'nOnE' })}.${encode(claims())}.`,
      'none, with a signature': `${encode({ alg: 'none' })}.${encode(claims())}.${signature}`,
      'HS256 with the public key': signed({ alg: 'HS256', kid: 'key-0' }, server.publicKey),
      'HS256 with nothing': signed({ alg: 'HS256', kid: 'key-0' }, ''),
      'other claims': `${head}.${encode(claims())}.${signature}`,
      'no signature': `${head}.${body}.`,
      'a signature of zeros': `${head}.${body}.${Buffer.alloc(64).toString('base64url')}`,
      'the key of somebody else': ofOther,
      'its key in its header': await other.token(claims(), { jwk }),
      'its keys elsewhere': await other.token(claims(), { jku: `${other.issuer}/keys` }),
      'a certificate of its own': await other.token(claims(), { x5u: `${other.issuer}/keys` }),
      'a path for a key id': await other.token(claims(), { kid: '../../dev/null' }),
      'a question for a key id': await other.token(claims(), { kid: "' OR 1=1 --" }),
      'a prototype for a key id': await other.token(claims(), { kid: '__proto__' }),
      'parts that are too few': `${head}.${body}`,
      'parts that are too many': `${good}.${signature}`,
      'a header that is no JSON': `e30x.${body}.${signature}`,
      'claims that are a list': `${head}.${encode([claims()])}.${signature}`,
      'more than anybody needs': `${head}.${'a'.repeat(7_000)}.${signature}`,
    }
    const asked = { ...other.asked }
    for (const [how, token] of Object.entries(forgeries)) {
      const answer = await ask(token)
      expect(answer.status, how).toBe(401)
      expect(answer.message.error?.data, how).toMatchObject({ code: 'PB_TOKEN_INVALID' })
    }
    // Nobody was led to a place that a token names.
    expect(other.asked).toEqual(asked)
    expect((await ask(good)).status).toBe(200)
    await other.close()
  })

  test('that names a key nobody has does not make us ask the issuer again and again', async () => {
    const before = server.asked.keys
    for (let times = 0; times < 8; times++) {
      expect((await ask(await tokenFor({}, { kid: `unknown-${times}` }))).status).toBe(401)
    }
    expect(server.asked.keys - before).toBeLessThanOrEqual(1)
  })
})
