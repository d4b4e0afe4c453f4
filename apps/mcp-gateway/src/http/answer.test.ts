import { once } from 'node:events'
import { createServer, type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, expect, test } from 'vitest'
import { writeAnswer } from './answer.ts'

const servers: ReturnType<typeof createServer>[] = []

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

/** Serves one answer, and gives what a client gets and what became of the writing. */
async function serve(answer: Response) {
  const written = Promise.withResolvers<Awaited<ReturnType<typeof writeAnswer>>>()
  const server = createServer((_request, response) => {
    writeAnswer(answer, response).then(written.resolve, written.reject)
  }).listen(0, '127.0.0.1')
  servers.push(server)
  await once(server, 'listening')
  const asked = request({ port: (server.address() as AddressInfo).port, agent: false })
  asked.on('error', () => {})
  asked.end()
  const [response] = (await once(asked, 'response')) as [IncomingMessage]
  response.on('error', () => {})
  return { response, outcome: written.promise }
}

type Source = NonNullable<ConstructorParameters<typeof ReadableStream<Uint8Array>>[0]> & {
  readonly type?: undefined
}

/** A stream with the headers that the SDK gives. */
const stream = (source: Source) =>
  new Response(new ReadableStream(source), {
    headers: { 'content-type': 'text/event-stream', connection: 'keep-alive' },
  })

test('an answer that is no stream goes out in one piece, with its length', async () => {
  const { response, outcome } = await serve(Response.json({ a: 'ä' }, { status: 400 }))
  expect(response.statusCode).toBe(400)
  expect(response.headers['content-length']).toBe('10')
  expect(await text(response)).toBe('{"a":"ä"}')
  expect(await outcome).toBe('complete')
})

test('a stream that has nothing to tell yet is there at once', async () => {
  const { promise: end, resolve } = Promise.withResolvers<void>()
  const { response, outcome } = await serve(
    stream({
      start: async (controller) => {
        await end
        controller.close()
      },
    }),
  )
  expect(response.statusCode).toBe(200)
  resolve()
  expect(await text(response)).toBe('')
  expect(await outcome).toBe('complete')
})

test('a reader who leaves ends the stream at its source', async () => {
  const cancelled = Promise.withResolvers<void>()
  const { response, outcome } = await serve(
    stream({
      start: (controller) => controller.enqueue(Buffer.from(': hello\n\n')),
      cancel: () => cancelled.resolve(),
    }),
  )
  await once(response, 'readable')
  response.destroy()
  await cancelled.promise
  expect(await outcome).toBe('complete')
})

test('a reader who stops reading is cut off, and memory stays bounded', async () => {
  const event = Buffer.alloc(64 * 1024, 'x')
  let sent = 0
  const { outcome } = await serve(
    stream({
      pull: (controller) => {
        sent += event.length
        controller.enqueue(event)
      },
    }),
  )
  expect(await outcome).toBe('too slow')
  expect(sent).toBeLessThan(64 * 1024 * 1024)
})

test('one large answer in a stream is no reason to cut anybody off', async () => {
  const large = Buffer.alloc(4 * 1024 * 1024, 'x')
  const { response, outcome } = await serve(
    stream({
      start: (controller) => {
        controller.enqueue(large)
        controller.close()
      },
    }),
  )
  expect((await text(response)).length).toBe(large.length)
  expect(await outcome).toBe('complete')
})
