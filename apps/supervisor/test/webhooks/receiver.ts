import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A message as it has arrived. */
export interface Received {
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** What the receiver answers; `wait` holds the answer back. */
export interface Reply {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly wait?: Promise<void>
}

/** A receiver of messages, as others run them. */
export interface Receiver {
  readonly url: string
  readonly received: readonly Received[]
  /** From now on it answers so. */
  answer(reply: Reply): void
  close(): Promise<void>
}

/** Starts one that takes everything with 204. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = []
  let reply: Reply = { status: 204 }
  const server: Server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString()
    received.push({ headers: request.headers, body })
    const { status, headers = {}, wait } = reply
    await wait
    response.writeHead(status, headers).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    answer(next) {
      reply = next
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
