import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { postMessage } from './post-message.ts'

let server: Server | undefined

afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

async function listen(answer: RequestListener): Promise<number> {
  const made = createServer(answer)
  server = made
  await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve))
  return (made.address() as AddressInfo).port
}

const body = '{"type":"webhook.test"}'
const headers = { 'webhook-id': 'test-1' }
const signal = new AbortController().signal
const here = { body, headers, signal, allowed: ['127.0.0.1'] }

test('a message arrives as it is, with its headers', async () => {
  let got: object = {}
  const port = await listen(async (request, response) => {
    const { method, url, headers } = request
    got = { method, url, headers, body: Buffer.concat(await request.toArray()).toString() }
    response.writeHead(204).end()
  })
  const answer = await postMessage({ ...here, url: new URL(`http://127.0.0.1:${port}/hook?a=1`) })
  expect(answer).toEqual({ status: 204, retryAfter: undefined })
  expect(got).toMatchObject({
    method: 'POST',
    url: '/hook?a=1',
    body,
    headers: { 'webhook-id': 'test-1', 'content-type': 'application/json' },
  })
})

test('a redirection is an answer, and is not followed', async () => {
  const asked: unknown[] = []
  const port = await listen(({ url }, response) => {
    asked.push(url)
    response.writeHead(302, { location: '/elsewhere' }).end()
  })
  const answer = await postMessage({ ...here, url: new URL(`http://127.0.0.1:${port}/`) })
  expect(answer.status).toBe(302)
  expect(asked).toEqual(['/'])
})

test('a name is asked for once, and what it was is connected to, whatever it is afterwards', async () => {
  const hosts: unknown[] = []
  const port = await listen(({ headers }, response) => {
    hosts.push(headers.host)
    response.end()
  })
  const answers = ['127.0.0.1', '127.0.0.2', '10.0.0.1']
  let lookups = 0
  const lookup = async () => [{ address: answers[lookups++] ?? '', family: 4 }]
  const url = new URL(`http://rebinding.example.org:${port}/`)
  const answer = await postMessage({ ...here, url, lookup })
  expect([answer.status, lookups, hosts]).toEqual([200, 1, [url.host]])
  const again = postMessage({ ...here, url, lookup })
  await expect(again).rejects.toMatchObject({ code: 'PB_WEBHOOK_ADDRESS_REFUSED' })
  expect(hosts).toHaveLength(1)
})

test('an answer without end is not waited for', async () => {
  const port = await listen((_request, response) => {
    response.writeHead(200, { 'retry-after': '7' })
    const pour = () => {
      while (response.write(Buffer.alloc(16_384)));
    }
    response.on('drain', pour)
    pour()
  })
  const answer = await postMessage({ ...here, url: new URL(`http://127.0.0.1:${port}/`) })
  expect(answer).toEqual({ status: 200, retryAfter: '7' })
})

test('who does not answer, or is not there, is told of', async () => {
  const ending = new AbortController()
  const port = await listen(() => ending.abort())
  const url = new URL(`http://127.0.0.1:${port}/`)
  await expect(postMessage({ ...here, url, signal: ending.signal })).rejects.toMatchObject({
    code: 'PB_WEBHOOK_UNREACHABLE',
    message: `127.0.0.1:${port} did not answer: no answer in time.`,
  })
  server?.closeAllConnections()
  await new Promise((resolve) => server?.close(resolve))
  await expect(postMessage({ ...here, url })).rejects.toThrow('ECONNREFUSED')
})

test('a name server that says nothing is left when the time is over', async () => {
  const ending = new AbortController()
  const lookup = () => {
    queueMicrotask(() => ending.abort())
    return new Promise<never>(() => {})
  }
  const url = new URL('https://example.org/')
  const posting = postMessage({ ...here, url, lookup, signal: ending.signal })
  await expect(posting).rejects.toMatchObject({ code: 'PB_WEBHOOK_UNREACHABLE' })
})
