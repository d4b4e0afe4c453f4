import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { json, text } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Gateway, startGateway } from './gateway.ts'
import { askForUpgrade, upgradedSocket } from './upgraded-socket.ts'
import { startWeb, type Web } from './web.ts'
import { legacyRequest } from './wire.ts'

let web: Web
let gateway: Gateway

beforeAll(async () => {
  web = await startWeb()
  await web.save({ title: 'Greeting', content: 'Hello' })
})

afterAll(async () => {
  await web?.stop()
})

beforeEach(async () => {
  gateway = await startGateway({ webUrl: web.url })
})

afterEach(async () => {
  await gateway.stop()
})

/** The messages that come over a connection, one at a time. */
function messagesOf(socket: Socket): () => Promise<Record<string, unknown>> {
  const lines = createInterface({ input: socket })[Symbol.asyncIterator]()
  return async () => JSON.parse((await lines.next()).value ?? 'null')
}

test.each([
  [{ host: 'evil.example' }, 'PB_HOST_REFUSED'],
  [{ origin: 'http://evil.example' }, 'PB_ORIGIN_REFUSED'],
])('an upgrade with %j is refused, and the connection ended', async (headers, code) => {
  const { response } = await askForUpgrade(gateway.url, headers as Record<string, string>)
  expect(response?.statusCode).toBe(403)
  expect(response?.headers.connection).toBe('close')
  expect(await json(response as never)).toMatchObject({ code })
})

test('without an upgrade the address says how to get one', async () => {
  const response = await fetch(new URL('/mcp/stdio', gateway.url))
  expect(response.status).toBe(426)
  expect(response.headers.get('upgrade')).toBe('mcp-stdio')
  expect(await response.json()).toMatchObject({ code: 'PB_MCP_UPGRADE_REQUIRED' })
})

test.each([
  ['/livez', 'mcp-stdio', 200],
  ['/livez', 'h2c', 200],
  ['/mcp/stdio', 'websocket', 426],
  ['/nowhere', 'mcp-stdio', 404],
])('%s goes on in HTTP when a client offers %s', async (path, upgrade, status) => {
  const { response } = await askForUpgrade(gateway.url, { upgrade }, path)
  expect(response?.statusCode).toBe(status)
  response?.destroy()
})

test('what follows the request in the same packet is not lost', async () => {
  const { hostname, port } = new URL(gateway.url)
  const socket = connect(Number(port), hostname)
  socket.write(
    `GET /mcp/stdio HTTP/1.1\r\nHost: ${hostname}:${port}\r\nConnection: upgrade\r\nUpgrade: mcp-stdio\r\n\r\n${legacyRequest('ping')}\n`,
  )
  socket.end()
  const received = await text(socket)
  expect(received).toContain('101 Switching Protocols')
  expect(received.trim().split('\n').at(-1)).toBe('{"result":{},"jsonrpc":"2.0","id":1}')
})

test('a message may come in any pieces', async () => {
  const socket = await upgradedSocket(gateway.url)
  const next = messagesOf(socket)
  const bytes = Buffer.from(`${legacyRequest('prompts/get', { name: 'grüße' })}\n`)
  for (const byte of bytes) socket.write(Buffer.of(byte))
  expect(await next()).toMatchObject({
    id: 1,
    error: { message: expect.stringContaining('grüße') },
  })
  socket.destroy()
})

test('a client that leaves without a word harms nobody', async () => {
  const [leaving, staying] = [await upgradedSocket(gateway.url), await upgradedSocket(gateway.url)]
  leaving.write(`${legacyRequest('prompts/get', { name: 'greeting' })}\n`)
  leaving.resetAndDestroy()
  const next = messagesOf(staying)
  staying.write(`${legacyRequest('ping')}\n`)
  expect(await next()).toMatchObject({ id: 1, result: {} })
  staying.destroy()
})

test('a message that is too long ends the connection with an error', async () => {
  const socket = await upgradedSocket(gateway.url)
  socket.on('error', () => {})
  const next = messagesOf(socket)
  socket.write('x'.repeat(5 * 1024 * 1024))
  expect(await next()).toMatchObject({ id: null, error: { code: -32600 } })
  if (!socket.closed) await once(socket, 'close')
})

test('draining answers what was asked, and then ends the connection', async () => {
  const socket = await upgradedSocket(gateway.url)
  const next = messagesOf(socket)
  socket.write(`${legacyRequest('prompts/get', { name: 'greeting' })}\n`)
  await expect.poll(() => gateway.log.length).toBeGreaterThan(0)
  socket.write(`${legacyRequest('ping').replace('"id":1', '"id":2')}\n`)
  const answers = [await next(), await next()]
  expect(answers.map(({ id }) => id).sort()).toEqual([1, 2])
  const ended = once(socket, 'end')
  await gateway.app.startDrain(5_000)
  await ended
})

test('a connection that is one too many is refused', async () => {
  const sockets = await Promise.all(Array.from({ length: 100 }, () => upgradedSocket(gateway.url)))
  const { response } = await askForUpgrade(gateway.url)
  expect(response?.statusCode).toBe(503)
  expect(await json(response as never)).toMatchObject({ code: 'PB_MCP_CONNECTIONS_EXHAUSTED' })
  const [first] = sockets
  first?.destroy()
  await expect.poll(async () => Boolean((await askForUpgrade(gateway.url)).socket)).toBe(true)
  for (const socket of sockets) socket.destroy()
})
