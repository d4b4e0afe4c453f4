import { describe, expect, test } from 'vitest'
import { createTestApp } from '../../test/test-app.ts'

async function send(method: 'GET' | 'POST', headers: Record<string, string>) {
  const { app } = await createTestApp()
  app.route({ method: ['GET', 'POST'], url: '/', handler: async () => 'answered' })
  const { statusCode, body } = await app.inject({ method, url: '/', headers })
  return statusCode === 200 ? body : JSON.parse(body).code
}

describe('the Host header', () => {
  test.each([
    'localhost',
    'localhost:5000',
    'LOCALHOST:5000',
    '127.0.0.1:1',
    '[::1]:5000',
    '[::1]',
  ])('%s is this machine', async (host) => {
    expect(await send('GET', { host })).toBe('answered')
  })

  test.each([
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example:5000',
    'localhost@evil.example',
    'localhost:5000:6000',
    '192.168.0.7',
    '0.0.0.0',
    '[::2]',
  ])('"%s" is refused, for reads too', async (host) => {
    expect(await send('GET', { host })).toBe('PB_HOST_REFUSED')
  })

  test('other names can be allowed', async () => {
    const { app } = await createTestApp({ allowedHosts: ['Prompts.example'] })
    app.get('/', async () => 'answered')
    const statusOf = async (host: string) =>
      (await app.inject({ url: '/', headers: { host } })).statusCode
    expect(await statusOf('prompts.example:80')).toBe(200)
    expect(await statusOf('localhost')).toBe(403)
  })
})

describe('a service for anybody', () => {
  test('answers under any name, and has nothing of what operators read', async () => {
    const { app } = await createTestApp({ isPublic: true })
    app.get('/', async () => 'answered')
    const statusOf = async (url: string, host: string) =>
      (await app.inject({ url, headers: { host } })).statusCode
    expect(await statusOf('/', 'prompts.example:80')).toBe(200)
    expect(await statusOf('/', '192.168.0.7:5300')).toBe(200)
    expect(await statusOf('/', 'no name')).toBe(403)
    expect(await statusOf('/livez', 'prompts.example')).toBe(200)
    for (const url of ['/readyz', '/startupz', '/health', '/metrics']) {
      expect(await statusOf(url, 'localhost'), url).toBe(404)
    }
  })
})

const host = 'localhost:5000'
const own = 'http://localhost:5000'
const foreign = 'https://evil.example'
const neighbour = 'http://localhost:3000'

describe('where a request comes from', () => {
  test.each<[string, 'GET' | 'POST', Record<string, string>, string]>([
    ['a program reads', 'GET', {}, 'answered'],
    ['a program writes', 'POST', {}, 'answered'],
    ['our page writes', 'POST', { 'sec-fetch-site': 'same-origin', origin: own }, 'answered'],
    [
      'our form without referrer',
      'POST',
      { 'sec-fetch-site': 'same-origin', origin: 'null' },
      'answered',
    ],
    ['the person types the address', 'GET', { 'sec-fetch-site': 'none' }, 'answered'],
    ['an old browser, our page', 'POST', { origin: own }, 'answered'],
    ['a link on a foreign page', 'GET', { 'sec-fetch-site': 'cross-site' }, 'answered'],
    [
      'a foreign form',
      'POST',
      { 'sec-fetch-site': 'cross-site', origin: foreign },
      'PB_ORIGIN_REFUSED',
    ],
    [
      'a foreign form hides its origin',
      'POST',
      { 'sec-fetch-site': 'cross-site' },
      'PB_ORIGIN_REFUSED',
    ],
    [
      'another port of this machine',
      'POST',
      { 'sec-fetch-site': 'same-site', origin: neighbour },
      'PB_ORIGIN_REFUSED',
    ],
    ['an old browser, a foreign page', 'POST', { origin: foreign }, 'PB_ORIGIN_REFUSED'],
    ['an old browser, a neighbour', 'POST', { origin: neighbour }, 'PB_ORIGIN_REFUSED'],
    ['an old browser, a sandbox', 'POST', { origin: 'null' }, 'PB_ORIGIN_REFUSED'],
    ['a script of a foreign page reads', 'GET', { origin: foreign }, 'PB_ORIGIN_REFUSED'],
    ['an origin that is none', 'POST', { origin: 'localhost:5000' }, 'PB_ORIGIN_REFUSED'],
    ['a value that no browser sends', 'POST', { 'sec-fetch-site': 'trusted' }, 'PB_ORIGIN_REFUSED'],
  ])('%s (%s)', async (_name, method, headers, answer) => {
    expect(await send(method, { host, ...headers })).toBe(answer)
  })
})

describe('web pages that are welcome', () => {
  const post = { method: 'POST', url: '/' } as const

  test.each<[string, Record<string, string>, number]>([
    ['of an allowed origin', { origin: 'https://app.example:8443' }, 200],
    ['of an allowed host, on any port', { origin: 'http://tools.example:6274' }, 200],
    ['of an allowed address', { origin: 'http://[::1]:6274' }, 200],
    [
      'of an allowed origin that the browser calls cross-site',
      { origin: 'https://app.example:8443', 'sec-fetch-site': 'cross-site' },
      200,
    ],
    ['of an allowed origin but another port', { origin: 'https://app.example' }, 403],
    ['of an allowed origin but not encrypted', { origin: 'http://app.example:8443' }, 403],
    ['of another host', { origin: 'https://evil.example' }, 403],
    ['of a host that ends like an allowed one', { origin: 'https://eviltools.example' }, 403],
    ['of a host below an allowed one', { origin: 'https://a.tools.example' }, 403],
    ['without an origin of its own', { origin: 'null' }, 403],
    ['with an origin that has a path', { origin: 'https://tools.example/' }, 403],
    ['with an origin that has a user', { origin: 'https://tools.example@evil.example' }, 403],
    ['with an origin of another kind', { origin: 'file://tools.example' }, 403],
    ['that only says that it is cross-site', { 'sec-fetch-site': 'cross-site' }, 403],
  ])('%s', async (_, headers, status) => {
    const allowedOrigins = ['https://app.example:8443', 'tools.example', '[::1]']
    const { app } = await createTestApp({ allowedOrigins })
    app.post('/', async ({ isFromWelcomePage }) => ({ isFromWelcomePage }))
    const answer = await app.inject({ ...post, headers: { host: 'localhost:5100', ...headers } })
    expect(answer.statusCode).toBe(status)
    if (status === 200) expect(answer.json()).toEqual({ isFromWelcomePage: true })
  })
})
