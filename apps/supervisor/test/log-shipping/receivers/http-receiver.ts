import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import type { Certificate } from '@promptbin/security/testing'
import { onTestFinished } from 'vitest'

/** A request that the receiver has got. */
export interface Received {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: unknown
}

export interface Answer {
  readonly status: number
  readonly body?: unknown
}

/** A server that takes bodies of JSON, for as long as the running test; over TLS with a certificate. */
export async function startHttpReceiver(answer: (count: number) => Answer, tls?: Certificate) {
  const received: Received[] = []
  let arrived = Promise.withResolvers<void>()
  const listener: RequestListener = async (request, response) => {
    received.push({ path: request.url ?? '', headers: request.headers, body: await json(request) })
    const { status, body } = answer(received.length)
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(body === undefined ? undefined : JSON.stringify(body))
    arrived.resolve()
    arrived = Promise.withResolvers<void>()
  }
  const server = tls ? createSecureServer(tls, listener) : createServer(listener)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    received,
    /** Settles when so many requests have come. */
    async requests(count: number): Promise<readonly Received[]> {
      while (received.length < count) await arrived.promise
      return received
    },
  }
}
