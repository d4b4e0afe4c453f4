import { type IncomingMessage, request } from 'node:http'
import type { Duplex } from 'node:stream'
import { json } from 'node:stream/consumers'
import { gatewayRefused, gatewayUnavailable } from './errors.ts'

/** A fresh gateway takes the connection from the queue of its socket as soon as it is ready. */
const answerTimeoutMs = 15_000

/** How a gateway is connected to. */
export interface GatewayConnection {
  /** The part of the library that is served; all of it without one. */
  readonly profile?: string | undefined
  /** The instance's own key; without one a gateway that requires tokens refuses. */
  readonly key?: string | undefined
}

/**
 * Opens the connection that carries newline-delimited JSON-RPC to a gateway (HTTP Upgrade,
 * RFC 9110 section 7.8). Throws `PB_RELAY_UNAVAILABLE`, `PB_RELAY_REFUSED`, and system errors such as `ECONNREFUSED`.
 */
export async function connectGateway(
  mcpUrl: string,
  { profile, key }: GatewayConnection = {},
): Promise<Duplex> {
  const url = new URL('/mcp/stdio', mcpUrl)
  if (profile !== undefined) url.searchParams.set('profile', profile)
  const { promise, resolve, reject } = Promise.withResolvers<Duplex>()
  const asking = request(url, {
    headers: {
      connection: 'Upgrade',
      upgrade: 'mcp-stdio',
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
    },
    signal: AbortSignal.timeout(answerTimeoutMs),
    // Its own connection: this one does not go back into any pool.
    agent: false,
  })
  asking.once('upgrade', (_response, socket, head) => {
    if (head.length > 0) socket.unshift(head)
    socket.setNoDelay(true)
    resolve(socket)
  })
  asking.once('response', (response) => {
    void refusalOf(response).then(reject)
  })
  asking.once('error', reject)
  asking.end()
  return promise
}

/** What a gateway means that answers instead of changing over. */
async function refusalOf(response: IncomingMessage): Promise<Error> {
  const { statusCode = 500 } = response
  const answer = await json(response).catch(() => undefined)
  const { detail } = Object(answer) as { detail?: unknown }
  const words = typeof detail === 'string' ? detail : `the gateway answered ${statusCode}`
  const isFinal = statusCode === 401 || statusCode === 403 || statusCode === 404
  return isFinal ? gatewayRefused(words) : gatewayUnavailable(words)
}
