import { PassThrough, Writable } from 'node:stream'
import { setImmediate as turn } from 'node:timers/promises'
import type { JSONRPCMessage } from '@modelcontextprotocol/server'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LineTransport } from './line-transport.ts'

const request = (id: number, method = 'ping') => ({ jsonrpc: '2.0' as const, id, method })
const answer = (id: number) => ({ jsonrpc: '2.0' as const, id, result: {} })
const line = (message: unknown) => `${JSON.stringify(message)}\n`

async function open(maxMessageBytes = 1_000_000) {
  const input = new PassThrough()
  const written: string[] = []
  const output = new Writable({
    write: (chunk, _encoding, done) => {
      written.push(String(chunk))
      done()
    },
  })
  const transport = new LineTransport({ input, output, maxMessageBytes, finishTimeoutMs: 5_000 })
  const received: JSONRPCMessage[] = []
  transport.onmessage = (message) => received.push(message)
  await transport.start()
  return { input, output, transport, received, written: () => written.join('') }
}

test('messages arrive whole and in order, however the bytes are cut', async () => {
  const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 30 })
  await fc.assert(
    fc.asyncProperty(
      fc.array(text, { maxLength: 20 }),
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 20 }),
      async (texts, cuts) => {
        const { input, received } = await open()
        const messages = texts.map((method) => ({ jsonrpc: '2.0', method }))
        const bytes = Buffer.from(messages.map(line).join(''))
        for (let start = 0, n = 0; start < bytes.length; n++) {
          const length = cuts[n % cuts.length] ?? 1
          input.write(bytes.subarray(start, start + length))
          start += length
        }
        await turn()
        // What JSON cannot carry, such as half of a surrogate pair, is not the transport's to keep.
        expect(received).toEqual(messages.map((message) => JSON.parse(line(message))))
      },
    ),
  )
})

test.each([
  ['{', -32700, null],
  ['7', -32600, null],
  ['[{"jsonrpc":"2.0","id":1,"method":"ping"}]', -32600, null],
  ['{"jsonrpc":"1.0","id":"a","method":"ping"}', -32600, 'a'],
  ['{"jsonrpc":"2.0","id":3}', -32600, 3],
])('the line %s is answered with %i', async (text, code, id) => {
  const { input, received, written } = await open()
  input.write(`${text}\n`)
  await turn()
  expect(received).toEqual([])
  expect(JSON.parse(written())).toMatchObject({ jsonrpc: '2.0', id, error: { code } })
})

test.each(['', '  ', '{"id":1,"result":{}}', '{"jsonrpc":"2.0","error":{"code":1,"message":"x"}}'])(
  'the line %j is not answered',
  async (text) => {
    const { input, written } = await open()
    input.write(`${text}\n`)
    await turn()
    expect(written()).toBe('')
  },
)

test('the end of the input waits for the answers that are due', async () => {
  const { input, transport, written } = await open()
  input.end(line(request(1)) + line(request(2)))
  await turn()
  await transport.send(answer(1))
  let isClosed = false
  void transport.closed.then(() => {
    isClosed = true
  })
  await turn()
  expect(isClosed).toBe(false)
  await transport.send(answer(2))
  await transport.closed
  expect(written()).toBe(line(answer(1)) + line(answer(2)))
})

test('a cancelled request is not waited for', async () => {
  const { input, transport } = await open()
  const params = { requestId: 1 }
  input.end(line(request(1)) + line({ jsonrpc: '2.0', method: 'notifications/cancelled', params }))
  await transport.closed
})

test('an answer that never comes does not keep it open for ever', async () => {
  const { input, transport } = await open()
  input.write(line(request(1)))
  await turn()
  await transport.finish(1)
})

test('nothing more is read while a hundred requests are unanswered', async () => {
  const { input, transport, received } = await open()
  for (let id = 1; id <= 150; id++) {
    input.write(line(request(id)))
    await turn()
  }
  expect(received).toHaveLength(100)
  for (let id = 1; id <= 100; id++) await transport.send(answer(id))
  await turn()
  expect(received).toHaveLength(150)
})

test('a message that is too long is refused and ends the connection', async () => {
  const { input, transport, written } = await open(100)
  input.write('x'.repeat(101))
  await transport.closed
  expect(JSON.parse(written())).toMatchObject({ error: { code: -32600 } })
})

test('an output that fails ends the connection and nothing else', async () => {
  const { output, transport } = await open()
  const errors: Error[] = []
  transport.onerror = (error) => errors.push(error)
  output.destroy(new Error('broken pipe'))
  await transport.closed
  expect(errors.map(({ message }) => message)).toEqual(['broken pipe'])
  await expect(transport.send(answer(1))).rejects.toThrow('closed')
})

test('what was sent before the other side learns that it is to stop is still served', async () => {
  const { input, transport, received, written } = await open()
  const drained = transport.drain()
  expect(JSON.parse(written())).toMatchObject({ method: 'notifications/promptbin/draining' })
  input.end(line(request(1)))
  await turn()
  expect(received).toEqual([request(1)])
  await transport.send(answer(1))
  await drained
})

test('who does not stop sending is not waited for', async () => {
  const { transport } = await open()
  await transport.drain()
})
