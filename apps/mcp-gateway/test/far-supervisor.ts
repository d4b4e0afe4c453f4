import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'

/** What came to the supervisor. */
export interface Arrived {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: unknown
}

/** The far side of the gateway's calls: what a test wants to see and decide of a supervisor. */
export interface FarSupervisor {
  readonly url: string
  readonly arrived: readonly Arrived[]
  /** How it answers from now on. */
  behave(behaviour: (response: ServerResponse, request: Arrived) => void): void
  stop(): Promise<void>
}

/** Answers with JSON. */
export const answer =
  (body: object, status = 200) =>
  (response: ServerResponse) => {
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(body))
  }

/** Refuses as the supervisor does (RFC 9457). */
export const refuse = (status: number, code: string) =>
  answer({ type: 'about:blank', code, status, detail: `${code} it is.`, hint: 'Mend it.' }, status)

/** Listens on a free port of this machine. */
export async function startFarSupervisor(): Promise<FarSupervisor> {
  const arrived: Arrived[] = []
  let behaviour: Parameters<FarSupervisor['behave']>[0] = answer({})
  const server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request
    const body = headers['content-type'] === undefined ? undefined : await json(request)
    const one = { method, path: url, headers, body }
    arrived.push(one)
    behaviour(response, one)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrived,
    behave: (next) => {
      behaviour = next
    },
    stop: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
