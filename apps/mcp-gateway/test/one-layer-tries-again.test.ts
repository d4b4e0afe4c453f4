import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTokenIntrospection } from '../src/auth/tokens/introspect-token.ts'
import { type Gateway, startGateway } from './gateway.ts'
import { modernRequest, post } from './wire.ts'

/** A prompt-web that takes every request and answers none. */
let web: Server
let webUrl: string
let arrived: string[]
let gateway: Gateway

beforeAll(async () => {
  web = createServer((request) => {
    arrived.push(`${request.method} ${request.url?.split('?')[0]}`)
    request.socket.destroy()
  }).listen(0, '127.0.0.1')
  await once(web, 'listening')
  webUrl = `http://127.0.0.1:${(web.address() as AddressInfo).port}`
  arrived = []
  gateway = await startGateway({ webUrl, requestTimeoutMs: 5_000 })
})

afterAll(async () => {
  await gateway.stop()
  web.close()
})

beforeEach(() => {
  arrived = []
})

const call = async (name: string, given: object) => {
  const params = { name, arguments: given }
  await post(gateway.url, ...modernRequest('tools/call', params))
}

/** What was asked for the caller; the feed and what the gateway asks for itself go on meanwhile. */
const asked = (path: string) => arrived.filter((request) => request === path)

test('a question that is not answered is asked twice, whatever stands above', async () => {
  await call('get_prompt', { name: 'greeting' })
  expect(asked('GET /api/v1/prompts/greeting')).toHaveLength(2)
})

test('a change that is not answered is sent twice, by the key under which it happens once', async () => {
  await call('save_prompt', { title: 'Greeting', content: 'Hello' })
  expect(asked('POST /api/v1/prompts')).toHaveLength(2)
})

test('a token is asked about once', async () => {
  const tokens = createTokenIntrospection({ webUrl })
  await tokens.introspect('a'.repeat(64)).catch(() => {})
  await tokens.close()
  expect(asked('POST /api/v1/tokens/introspect')).toHaveLength(1)
})
