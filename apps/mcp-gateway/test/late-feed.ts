import { once } from 'node:events'
import { request as ask, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** The way to prompt-web, on which the change feed gets through only once it is let. */
export interface LateFeed {
  readonly url: string
  /** Resolves when the feed was asked for the first time, in vain. */
  readonly refused: Promise<void>
  letThrough(): void
  stop(): void
}

/** Stands between a gateway and prompt-web, as a network does that is slow at first. */
export async function startLateFeed(webUrl: string): Promise<LateFeed> {
  const refused = Promise.withResolvers<void>()
  let isLet = false
  const server = createServer((request, response) => {
    const { url = '/', method, headers } = request
    if (url.startsWith('/api/v1/events') && !isLet) {
      response.writeHead(503).end()
      refused.resolve()
      return
    }
    const passed = ask(new URL(url, webUrl), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    passed.on('error', () => response.destroy())
    response.once('close', () => passed.destroy())
    request.pipe(passed)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    refused: refused.promise,
    letThrough: () => {
      isLet = true
    },
    stop: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
