import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { type Gateway, startGateway } from '../gateway.ts'
import { startWeb } from '../web.ts'
import { modernRequest, post } from '../wire.ts'
import { bearer, makeToken } from './tokens.ts'

const ending: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end()
})

/** A prompt-web that is slow: it answers nothing until it is told to. */
async function startSlowWeb() {
  const waiting: (() => void)[] = []
  const server = createServer((request, response) => {
    request.resume()
    waiting.push(() => response.writeHead(503, { 'content-type': 'text/plain' }).end())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  ending.push(async () => {
    server.close()
    server.closeAllConnections()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { url, answerAll: () => waiting.splice(0).forEach((answer) => void answer()) }
}

async function start(options: Parameters<typeof startGateway>[0]): Promise<Gateway> {
  const gateway = await startGateway(options)
  ending.push(gateway.stop)
  return gateway
}

const ask = ({ url }: Gateway, method: string, headers = {}) => {
  const [body, own] = modernRequest(method, method === 'prompts/get' ? { name: 'a' } : {})
  return post(url, body, { ...own, ...headers })
}

test('of a burst that is too much, what is accepted is answered and the rest is told at once', async () => {
  const web = await startSlowWeb()
  const slots = { maxActive: 4, maxWaiting: 8, maxWaitMs: 400 }
  const gateway = await start({ webUrl: web.url, requestTimeoutMs: 2_000, limits: { slots } })
  const answers = Array.from({ length: 40 }, () => ask(gateway, 'prompts/get'))
  const shed = []
  for (const answer of answers) {
    void answer.then(({ status, headers, message }) => {
      if (status === 503) shed.push({ retryAfter: headers.get('retry-after'), message })
    })
  }
  // 28 find no place in the queue, and the 8 in it give up after 400 ms: before any answer comes.
  await expect.poll(() => shed.length, { timeout: 1_500 }).toBe(36)
  expect((await fetch(new URL('/livez', gateway.url))).status).toBe(200)
  web.answerAll()
  const statuses = (await Promise.all(answers)).map(({ status }) => status)
  expect(statuses.filter((status) => status === 200)).toHaveLength(4)
  for (const answer of await Promise.all(answers)) {
    if (answer.status !== 503) continue
    expect(answer.headers.get('retry-after')).toMatch(/^\d+$/)
    expect(answer.message).toMatchObject({
      jsonrpc: '2.0',
      error: { data: { code: 'PB_OVERLOADED', retryable: true } },
    })
  }
  const metrics = await (await fetch(new URL('/metrics', gateway.url))).text()
  expect(metrics).toContain('promptbin_shed_requests_total{reason="queue_full"} 28')
  expect(metrics).toContain('promptbin_shed_requests_total{reason="queue_time"} 8')
  expect((await ask(gateway, 'server/discover')).status).toBe(200)
})

test('who waits is served as soon as there is room', async () => {
  const web = await startSlowWeb()
  const slots = { maxActive: 1, maxWaiting: 2, maxWaitMs: 5_000 }
  const gateway = await start({ webUrl: web.url, requestTimeoutMs: 1_000, limits: { slots } })
  const slow = ask(gateway, 'prompts/get')
  const waiting = [ask(gateway, 'server/discover'), ask(gateway, 'server/discover')]
  expect((await slow).status).toBe(200)
  expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual([200, 200])
})

test('streams hold no place of those that work', async () => {
  const web = await startSlowWeb()
  const gateway = await start({
    webUrl: web.url,
    limits: { slots: { maxActive: 1, maxWaiting: 0 } },
  })
  const notifications = { promptsListChanged: true }
  const [body, headers] = modernRequest('subscriptions/listen', { notifications })
  const leaving = new AbortController()
  for (let streams = 0; streams < 3; streams++) {
    const stream = await fetch(new URL('/mcp', gateway.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...headers },
      body,
      signal: leaving.signal,
    })
    expect(stream.status).toBe(200)
  }
  expect((await ask(gateway, 'server/discover')).status).toBe(200)
  leaving.abort()
})

test('one token cannot ask for all there is, and everybody else goes on', async () => {
  const web = await startWeb()
  ending.push(web.stop)
  const settings = { authRequired: true, mcpRateLimit: 5 }
  const gateway = await start({ webUrl: web.url, settings })
  const [greedy, modest] = [await makeToken(web.url), await makeToken(web.url)]
  const statuses = []
  for (let times = 0; times < 30; times++) {
    const answer = await ask(gateway, 'server/discover', bearer(greedy.token))
    statuses.push(answer.status)
    if (answer.status === 429) {
      expect(answer.headers.get('retry-after')).toBe('1')
      expect(answer.message.error?.data).toMatchObject({ code: 'PB_RATE_EXCEEDED' })
    }
  }
  expect(statuses.slice(0, 10).every((status) => status === 200)).toBe(true)
  expect(statuses).toContain(429)
  expect((await ask(gateway, 'server/discover', bearer(modest.token))).status).toBe(200)
})

test('on a connection too many everything but /livez is turned away, and it ends', async () => {
  const web = await startSlowWeb()
  const gateway = await start({ webUrl: web.url, limits: { maxConnections: 2 } })
  const { port, hostname } = new URL(gateway.url)
  const open = async () => {
    const socket = connect(Number(port), hostname)
    socket.setEncoding('utf8')
    await once(socket, 'connect')
    ending.push(async () => socket.destroy())
    return socket
  }
  const say = async (socket: Awaited<ReturnType<typeof open>>, path: string) => {
    socket.write(`GET ${path} HTTP/1.1\r\nhost: localhost\r\n\r\n`)
    const [answer] = await once(socket, 'data')
    return String(answer)
  }
  const [first, second] = [await open(), await open()]
  expect(await say(first, '/livez')).toMatch(/^HTTP\/1\.1 200/)
  const alive = await open()
  expect(await say(alive, '/livez')).toMatch(/^HTTP\/1\.1 200/)
  const surplus = await open()
  const refused = await say(surplus, '/mcp-status')
  expect(refused).toMatch(/^HTTP\/1\.1 503/)
  expect(refused).toMatch(/\r\nconnection: close\r\n/i)
  expect(await say(second, '/mcp-status')).toMatch(/^HTTP\/1\.1 200/)
})
