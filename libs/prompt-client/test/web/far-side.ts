import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** A request as it arrived. */
export interface Arrived {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
  readonly response: ServerResponse
}

export type Behaviour = (request: Arrived) => void

/** A real HTTP server in prompt-web's place that behaves, or misbehaves, as a test tells it. */
export interface FarSide {
  readonly url: string
  readonly requests: readonly Arrived[]
  behave(behaviour: Behaviour): void
  close(): Promise<void>
}

/** Answers with JSON. */
export const answer =
  (body: unknown, status = 200, type = 'application/json'): Behaviour =>
  ({ response }) => {
    response.writeHead(status, { 'content-type': type })
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  }

/** Answers with an error as prompt-web words it. */
export const problem = (status: number, code: string): Behaviour =>
  answer(
    { type: 'about:blank', title: 't', status, detail: `This is ${code}.`, code, hint: 'Do that.' },
    status,
    'application/problem+json; charset=utf-8',
  )

/** Asks to be left alone for so many seconds. */
export const overloaded =
  (retryAfter: string): Behaviour =>
  (arrived) => {
    arrived.response.setHeader('retry-after', retryAfter)
    problem(503, 'PB_OVERLOADED')(arrived)
  }

/** Ends the connection without an answer. */
export const reset: Behaviour = ({ response }) => response.destroy()

/** Takes the request and says nothing. */
export const silence: Behaviour = () => {}

/** Starts it on a free port. */
export async function startFarSide(first: Behaviour): Promise<FarSide> {
  let behaviour = first
  const requests: Arrived[] = []
  const server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request
    const arrived = { method, path: url, headers, body: await text(request), response }
    requests.push(arrived)
    behaviour(arrived)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    behave: (next) => {
      behaviour = next
    },
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
