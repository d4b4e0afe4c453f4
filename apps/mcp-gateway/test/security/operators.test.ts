import { INSTANCE_PROOF_HEADER, instanceProof } from '@promptbin/service'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Gateway, startGateway } from '../gateway.ts'
import { startWeb, type Web } from '../web.ts'

const instanceKey = 'what-only-our-processes-know'

let web: Web
let gateway: Gateway

beforeAll(async () => {
  web = await startWeb()
  const settings = { authRequired: true, mode: 'development' }
  gateway = await startGateway({ webUrl: web.url, settings, instanceKey })
})

afterAll(async () => {
  await gateway?.stop()
  await web?.stop()
})

function ask(path: string, headers: Record<string, string> = {}) {
  return fetch(new URL(path, gateway.url), { headers })
}

test('a process of the same instance reads the status without a token, and nothing else', async () => {
  const proof = { [INSTANCE_PROOF_HEADER]: instanceProof(instanceKey) }
  const response = await ask('/mcp-status', proof)
  expect(response.status).toBe(200)
  expect(await response.json()).toHaveProperty('sessions')
  expect((await ask('/mcp', proof)).status).toBe(401)
  expect((await ask('/mcp-status', { ...proof, 'x-forwarded-for': '203.0.113.9' })).status).toBe(
    401,
  )
})

test.each([{}, { [INSTANCE_PROOF_HEADER]: instanceKey }, { [INSTANCE_PROOF_HEADER]: '' }])(
  'one that is none does not: %j',
  async (headers) => {
    expect((await ask('/mcp-status', headers as Record<string, string>)).status).toBe(401)
  },
)

test('how it is set up is told to this machine only', async () => {
  const config = await ask('/config')
  expect(await config.json()).toMatchObject({
    service: 'mcp-gateway',
    settings: { 'auth.required': { value: true, origin: 'argument', source: '--auth-required' } },
  })
  const debug = await ask('/debug-info')
  expect(await debug.json()).toMatchObject({
    service: 'mcp-gateway',
    routes: expect.arrayContaining(['POST /mcp']),
  })
  for (const path of ['/config', '/debug-info']) {
    expect((await ask(path, { 'x-forwarded-for': '203.0.113.9' })).status).toBe(401)
  }
})
