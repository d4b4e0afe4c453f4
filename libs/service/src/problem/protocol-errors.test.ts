import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { createTestApp, listen } from '../../test/test-app.ts'

/** Sends bytes as they are and gives status and body of the answer. */
async function sendRaw(request: string) {
  const { app } = await createTestApp()
  app.get('/things/:name', async () => 'answered')
  const { port, hostname } = new URL(await listen(app))
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  socket.write(request)
  const answer = await text(socket)
  const [head = '', body = ''] = answer.split('\r\n\r\n')
  return { head, problem: JSON.parse(body) }
}

test('a client that leaves within its body is no error of ours', async () => {
  const { app, lines, logged } = await createTestApp()
  app.post('/', async () => 'answered')
  const { port, hostname } = new URL(await listen(app))
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  const head = 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n'
  socket.write(`${head}Content-Length: 100\r\n\r\n{"half":`)
  await once(app.server, 'request')
  socket.destroy()
  await logged('http.request')
  expect(lines.filter((line) => line.event?.startsWith('http.'))).toEqual([
    expect.objectContaining({ event: 'http.request', aborted: true }),
  ])
})

const end = 'Host: localhost\r\nConnection: close\r\n\r\n'

test.each([
  ['a broken percent sign', `GET /things/%zz HTTP/1.1\r\n${end}`, 'PB_REQUEST_MALFORMED'],
  [
    'a part of 101 characters',
    `GET /things/${'x'.repeat(101)} HTTP/1.1\r\n${end}`,
    'PB_ADDRESS_TOO_LONG',
  ],
  ['an empty host', 'GET / HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n', 'PB_HOST_REFUSED'],
  ['no HTTP', 'hello\r\n\r\n', 'PB_REQUEST_MALFORMED'],
  [
    '20 KB of headers',
    `GET / HTTP/1.1\r\nX: ${'x'.repeat(20_000)}\r\n${end}`,
    'PB_HEADERS_TOO_LARGE',
  ],
  [
    'two lengths of one body',
    `POST / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n${end}0\r\n\r\n`,
    'PB_REQUEST_MALFORMED',
  ],
])('%s is answered as a problem too', async (_name, request, code) => {
  const { head, problem } = await sendRaw(request)
  expect(head).toContain(`HTTP/1.1 ${problem.status} `)
  expect(head.toLowerCase()).toContain('content-type: application/problem+json')
  expect(problem).toMatchObject({ code, requestId: expect.stringMatching(/^[\w-]{8,64}$/) })
})
