import { afterAll, beforeAll, expect, test } from 'vitest'
import { openEvents } from './events.ts'
import { type Gateway, startGateway } from './gateway.ts'
import { makeToken } from './security/tokens.ts'
import { initializeParams, openSession } from './session.ts'
import { startWeb, type Web } from './web.ts'
import { legacyRequest, post } from './wire.ts'

let web: Web
let gateway: Gateway

beforeAll(async () => {
  web = await startWeb()
  const hosting = { maxConnections: 1 }
  gateway = await startGateway({ webUrl: web.url, hosting, settings: { authRequired: true } })
})

afterAll(async () => {
  await gateway?.stop()
  await web?.stop()
})

interface Answer {
  readonly status: string
  readonly overall_status: string
  readonly checks?: Record<string, [{ status: string; observedValue: unknown; output?: string }]>
}

async function ask(headers: Record<string, string> = {}): Promise<Answer> {
  return (await (await fetch(new URL('/health', gateway.url), { headers })).json()) as Answer
}

test('from elsewhere only a token for operators opens the details', async () => {
  const elsewhere = { forwarded: 'for=192.0.2.7' }
  const headers = async (scopes: Parameters<typeof makeToken>[1]) => ({
    ...elsewhere,
    authorization: `Bearer ${(await makeToken(web.url, scopes)).token}`,
  })
  const reader = await ask(await headers({ scopes: ['prompts:read'] }))
  expect(Object.keys(reader)).toEqual(['status', 'overall_status'])
  const operator = await ask(await headers({ scopes: ['prompts:read', 'admin'] }))
  expect(Object.keys(operator.checks ?? {})).toEqual([
    'prompt-web:responseTime',
    'prompt-web:readsBreaker',
    'prompt-web:writesBreaker',
    'changes:feed',
    'connections:open',
    'http:listening',
    'http:responseTime',
    'requests:active',
    'eventLoop:delay',
    'memory:rss',
    'cpu:usage',
  ])
  expect(await ask()).toHaveProperty('checks')
})

test('places that are all in use, and whoever was refused one, are told of', async () => {
  const { token } = await makeToken(web.url)
  const authorization = { authorization: `Bearer ${token}` }
  const session = await openSession(gateway.url, { headers: authorization })
  const look = async () => {
    await gateway.health.recheck(['connections:open'])
    return (await ask()).checks?.['connections:open']?.[0]
  }
  expect(await look()).toMatchObject({ status: 'pass', observedValue: 0 })
  const events = await openEvents(gateway.url, { ...session.headers, ...authorization })
  expect(await look()).toMatchObject({ status: 'warn', observedValue: 1 })
  const initialize = legacyRequest('initialize', initializeParams())
  expect((await post(gateway.url, initialize, authorization)).status).toBe(503)
  expect(await look()).toMatchObject({
    output: expect.stringContaining('1 clients were refused since the last look'),
  })
  await events.close()
})

test('without prompt-web the gateway is degraded and says so first, until it is back', async () => {
  const look = async () => {
    await gateway.health.recheck()
    return gateway.health.report()
  }
  const feed = async () => (await look()).checks['changes:feed']?.[0]?.status
  await web.kill()
  expect(await look()).toMatchObject({
    overall: 'degraded',
    reason: expect.stringMatching(/^prompt-web:responseTime fails: /),
  })
  expect(gateway.health.isReady().ready).toBe(true)
  await expect.poll(feed, { timeout: 20_000 }).toBe('warn')
  await web.restart()
  await expect.poll(feed, { timeout: 20_000 }).toBe('pass')
  expect(await look()).toMatchObject({
    checks: { 'prompt-web:responseTime': [{ status: 'pass' }] },
  })
})
