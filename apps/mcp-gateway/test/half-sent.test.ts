import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Gateway, startGateway } from './gateway.ts'
import { openSession } from './session.ts'
import { upgradedSocket } from './upgraded-socket.ts'
import { startWeb, type Web } from './web.ts'
import { legacyRequest, modernRequest, post } from './wire.ts'

let web: Web
let gateway: Gateway

beforeAll(async () => {
  web = await startWeb()
  await web.save({ title: 'Greeting', content: 'Hello' })
  gateway = await startGateway({ webUrl: web.url })
})

afterAll(async () => {
  await gateway?.stop()
  await web?.stop()
})

function rawSocket(): Socket {
  const { hostname, port } = new URL(gateway.url)
  const socket = connect(Number(port), hostname)
  socket.on('error', () => {})
  return socket
}

const head = (lines: readonly string[]) =>
  [`POST /mcp HTTP/1.1`, `Host: ${new URL(gateway.url).host}`, ...lines, '', ''].join('\r\n')

const json = 'Content-Type: application/json'
const accept = 'Accept: application/json, text/event-stream'

/** All that comes until the gateway or the client ends the connection. */
async function answerTo(socket: Socket): Promise<string> {
  let text = ''
  socket.setEncoding('utf8').on('data', (chunk) => {
    text += chunk
  })
  if (!socket.closed) await once(socket, 'close')
  return text
}

/** The gateway serves on, and nothing of it has failed. */
async function servesOn(): Promise<void> {
  const params = { name: 'greeting' }
  const { status } = await post(gateway.url, ...modernRequest('prompts/get', params))
  expect(status).toBe(200)
  expect(gateway.log.filter(({ level }) => level === 'error')).toEqual([])
}

test('a body that breaks off harms nobody', async () => {
  for (const sent of ['', '{', '{"jsonrpc":"2.0","id":1,']) {
    const socket = rawSocket()
    socket.write(head([json, accept, 'Content-Length: 500']) + sent)
    await once(socket, 'connect')
    socket.resetAndDestroy()
  }
  await servesOn()
})

test('a body in chunks that end in the middle of a letter is whole', async () => {
  const [body, headers] = modernRequest('prompts/get', { name: 'grüße' })
  const bytes = Buffer.from(body)
  const cut = bytes.indexOf(Buffer.from('ü')) + 1
  const chunk = (part: Buffer) => `${part.length.toString(16)}\r\n${part.toString('latin1')}\r\n`
  const socket = rawSocket()
  const sentinel = `=?base64?${Buffer.from('grüße').toString('base64')}?=`
  const lines = Object.entries({ ...headers, 'mcp-name': sentinel }).map(
    ([name, value]) => `${name}: ${value}`,
  )
  socket.write(head([json, accept, ...lines, 'Transfer-Encoding: chunked', 'Connection: close']))
  for (const part of [bytes.subarray(0, cut), bytes.subarray(cut)]) {
    socket.write(chunk(part), 'latin1')
  }
  socket.write('0\r\n\r\n')
  expect(await answerTo(socket)).toContain('There is no prompt named \\"grüße\\"')
})

test('bytes that are no UTF-8 are refused as no JSON', async () => {
  const body = Buffer.from(legacyRequest('prompts/get', { name: 'x\u00ff' }), 'latin1')
  const socket = rawSocket()
  socket.write(head([json, accept, `Content-Length: ${body.length}`, 'Connection: close']))
  socket.write(body)
  const answer = await answerTo(socket)
  expect(answer).toContain('HTTP/1.1 400')
  expect(answer).toContain('"code":-32700')
})

test.each([
  ['Content-Length: 5\r\nContent-Length: 6', 400],
  ['Content-Length: 5\r\nTransfer-Encoding: chunked', 400],
  [`X: ${'x'.repeat(20_000)}`, 431],
])('a head that is ambiguous or endless is refused: %.40s', async (lines, status) => {
  const socket = rawSocket()
  socket.write(head([json, accept, lines]))
  expect(await answerTo(socket)).toContain(`HTTP/1.1 ${status}`)
  await servesOn()
})

test('a client that leaves in the middle of an answer or a stream harms nobody', async () => {
  const session = await openSession(gateway.url)
  for (let round = 0; round < 20; round++) {
    const leaving = new AbortController()
    const asked = fetch(new URL('/mcp', gateway.url), {
      method: round % 2 === 0 ? 'POST' : 'GET',
      headers: {
        ...session.headers,
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
      },
      signal: leaving.signal,
      ...(round % 2 === 0 && {
        body: legacyRequest('prompts/list').replace(':1', `:${round + 5}`),
      }),
    })
    if (round % 4 < 2) leaving.abort()
    else void asked.then(() => leaving.abort())
    await asked.catch(() => {})
    leaving.abort()
  }
  expect((await session.ask('ping', {}, 'after')).message).toMatchObject({
    id: 'after',
    result: {},
  })
  await servesOn()
})

test('over lines what nests too deeply is refused, and the next line is served', async () => {
  const socket = await upgradedSocket(gateway.url)
  const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`
  socket.write(`{"jsonrpc":"2.0","id":1,"method":"ping","params":${deep}}\n`)
  socket.write(`${legacyRequest('ping').replace(':1', ':2')}\n`)
  socket.end()
  const lines = (await answerTo(socket)).trim().split('\n')
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { id: null, error: { code: -32600 } },
    { id: 2, result: {} },
  ])
})

test('over lines an id is taken again only once it is answered', async () => {
  const socket = await upgradedSocket(gateway.url)
  const ask = legacyRequest('prompts/get', { name: 'greeting' })
  socket.end(`${ask}\n${ask}\n`)
  const answers = (await answerTo(socket))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(answers).toHaveLength(2)
  expect(answers.map(({ error }) => error?.code).sort()).toEqual([-32600, undefined])
})
