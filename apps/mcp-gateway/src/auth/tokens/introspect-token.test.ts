import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { BreakerState } from '@promptbin/breaker'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createTokenIntrospection, type TokenIntrospection } from './introspect-token.ts'

const sha256 = 'a'.repeat(64)
const active = { active: true, sub: 'token:laptop', scope: 'prompts:read' }

let web: Server
let asked: number
let answer: { readonly status: number; readonly body: object }
let tokens: TokenIntrospection
let states: BreakerState[]
let halfOpened: PromiseWithResolvers<void>

beforeEach(async () => {
  asked = 0
  states = []
  halfOpened = Promise.withResolvers()
  web = createServer((_, response) => {
    asked += 1
    response.writeHead(answer.status).end(JSON.stringify(answer.body))
  }).listen(0, '127.0.0.1')
  await once(web, 'listening')
  tokens = createTokenIntrospection({
    webUrl: `http://127.0.0.1:${(web.address() as AddressInfo).port}`,
    onBreaker: (state) => {
      states.push(state)
      if (state === 'half-open') halfOpened.resolve()
    },
  })
})

afterEach(async () => {
  await tokens.close()
  web.close()
})

const codeOf = () => tokens.introspect(sha256).catch(({ code }) => code)

test('while prompt-web cannot tell it is left alone, and asked again after a while', async () => {
  answer = { status: 500, body: {} }
  for (let n = 0; n < 5; n++) expect(await codeOf()).toBe('PB_AUTH_UNAVAILABLE')
  expect([await codeOf(), asked]).toEqual(['PB_AUTH_UNAVAILABLE', 5])
  await halfOpened.promise
  answer = { status: 200, body: active }
  expect(await codeOf()).toMatchObject({ principal: { id: 'token:laptop' } })
  expect(states).toEqual(['open', 'half-open', 'closed'])
})

test('that a token is not good is an answer like another', async () => {
  answer = { status: 200, body: { active: false } }
  for (let n = 0; n < 20; n++) expect(await codeOf()).toBe('PB_TOKEN_INVALID')
  expect([states, asked]).toEqual([[], 20])
})

test('whoever is limited to folders stays so', async () => {
  answer = { status: 200, body: { ...active, scope: 'prompts:read admin', folders: ['a', 'b/c'] } }
  const { principal } = await tokens.introspect(sha256)
  expect([principal.folders, [...principal.scopes]]).toEqual([['a', 'b/c'], ['prompts:read']])
})
