import { expect, test } from 'vitest'
import { createTestApp } from '../../test/test-app.ts'

/** What a service takes the address of whoever asks for. */
async function addressOf(trustedProxies: readonly string[], forwardedFor: string) {
  const { app } = await createTestApp({ trustedProxies })
  app.get('/', async (request) => request.ip)
  const headers = { 'x-forwarded-for': forwardedFor }
  const { body } = await app.inject({ url: '/', headers, remoteAddress: '10.0.0.7' })
  return body
}

test.each([
  [['10.0.0.7'], '203.0.113.9', '203.0.113.9'],
  [['10.0.0.0/8'], '203.0.113.9', '203.0.113.9'],
  [['10.0.0.0/8'], '203.0.113.9, 10.1.2.3', '203.0.113.9'],
])('with %j trusted, "%s" is from %s', async (trusted, forwardedFor, address) => {
  expect(await addressOf(trusted, forwardedFor)).toBe(address)
})

test.each([
  ['nobody is trusted', [], '203.0.113.9', '10.0.0.7'],
  ['another proxy is trusted', ['10.0.0.8'], '203.0.113.9', '10.0.0.7'],
  ['a client made up more of the way', ['10.0.0.7'], '127.0.0.1, 203.0.113.9', '203.0.113.9'],
])('when %s, what is made up is not believed', async (_, trusted, forwardedFor, address) => {
  expect(await addressOf(trusted, forwardedFor)).toBe(address)
})
