import { once } from 'node:events'
import { type IncomingMessage, METHODS, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Gateway, startGateway } from './gateway.ts'
import { startWeb, type Web } from './web.ts'

let web: Web
let gateway: Gateway

beforeAll(async () => {
  web = await startWeb()
  gateway = await startGateway({ webUrl: web.url })
})

afterAll(async () => {
  await gateway?.stop()
  await web?.stop()
})

/** Of the verbs, `CONNECT` asks for a tunnel and never for a path. */
const foreignVerbs = METHODS.filter((verb) => !['GET', 'POST', 'DELETE', 'CONNECT'].includes(verb))

test.each(foreignVerbs)('%s is not allowed', async (method) => {
  const headers = { 'content-type': 'text/xml' }
  for (const body of ['', '<propfind/>']) {
    const length = { 'content-length': body.length }
    const asked = request(new URL('/mcp', gateway.url), {
      method,
      headers: { ...headers, ...length },
    })
    asked.end(body)
    const [response] = (await once(asked, 'response')) as [IncomingMessage]
    expect(response.statusCode).toBe(405)
    expect(response.headers['allow']).toBe('GET, POST, DELETE')
    const answer = await text(response)
    if (method !== 'HEAD') {
      expect(JSON.parse(answer)).toMatchObject({
        jsonrpc: '2.0',
        id: null,
        error: { code: -32000 },
      })
    }
  }
})
