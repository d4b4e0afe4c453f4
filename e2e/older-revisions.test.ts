import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDataFolder, Product, promptbin } from './product.ts'

const text = 'Say it in every revision.'
const data = createDataFolder()
let product: Product

beforeAll(async () => {
  product = await Product.start(data.path)
  const saved = await fetch(new URL('/api/v1/prompts', product.instance.web.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'old-friend', title: 'Old friend', content: text }),
  })
  expect(saved.status).toBe(201)
})

afterAll(async () => {
  await product?.stop()
  data.remove()
})

/** What a client of that revision sends, in its order. */
const conversation = (revision: string) => [
  {
    jsonrpc: '2.0',
    id: 1,
    method: 'initialize',
    params: {
      protocolVersion: revision,
      capabilities: {},
      clientInfo: { name: 'old', version: '1' },
    },
  },
  { jsonrpc: '2.0', method: 'notifications/initialized' },
  { jsonrpc: '2.0', id: 2, method: 'prompts/get', params: { name: 'old-friend' } },
]

const answers = (revision: string) => [
  expect.objectContaining({
    id: 1,
    result: expect.objectContaining({ protocolVersion: revision }),
  }),
  expect.objectContaining({
    id: 2,
    result: expect.objectContaining({
      messages: [{ role: 'user', content: { type: 'text', text } }],
    }),
  }),
]

describe.each(['2024-11-05', '2025-03-26', '2025-06-18', '2025-11-25'])(
  'a client that knows nothing newer than %s gets a prompt',
  (revision) => {
    test('over HTTP', async () => {
      const received: unknown[] = []
      let session: string | null = null
      for (const message of conversation(revision)) {
        const response = await fetch(product.instance.mcp.url, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            accept: 'application/json, text/event-stream',
            // The header came with 2025-06-18, and only after the handshake.
            ...(revision >= '2025-06-18' &&
              message.method !== 'initialize' && { 'mcp-protocol-version': revision }),
            ...(session !== null && { 'mcp-session-id': session }),
          },
          body: JSON.stringify(message),
        })
        session ??= response.headers.get('mcp-session-id')
        const body = await response.text()
        // A stream may begin with an event that only marks its place.
        if (message.id) received.push(JSON.parse(/^data: (.+)$/m.exec(body)?.[1] ?? body))
      }
      expect(received).toEqual(answers(revision))
    })

    test('over stdio', async () => {
      const child = spawn(process.execPath, [promptbin, 'mcp', '--data-dir', data.path], {
        stdio: ['pipe', 'pipe', 'inherit'],
      })
      const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
      const received: unknown[] = []
      for (const message of conversation(revision)) {
        child.stdin.write(`${JSON.stringify(message)}\n`)
        if (message.id) received.push(JSON.parse((await lines.next()).value ?? ''))
      }
      const ended = once(child, 'exit')
      child.stdin.end()
      expect(received).toEqual(answers(revision))
      expect(await ended).toEqual([0, null])
    })
  },
)
