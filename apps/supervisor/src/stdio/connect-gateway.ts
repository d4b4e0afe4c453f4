import { request } from 'node:http'
import type { Duplex } from 'node:stream'
import { gatewayUnavailable } from '../errors.ts'

/** A fresh gateway takes the connection from the queue of its socket as soon as it is ready. */
const answerTimeoutMs = 15_000

/**
 * Opens the connection that carries newline-delimited JSON-RPC to a gateway (HTTP Upgrade,
 * RFC 9110 section 7.8). Throws `PB_RELAY_UNAVAILABLE`, and system errors such as `ECONNREFUSED`.
 */
export async function connectGateway(mcpUrl: string): Promise<Duplex> {
  const { promise, resolve, reject } = Promise.withResolvers<Duplex>()
  const asking = request(new URL('/mcp/stdio', mcpUrl), {
    headers: { connection: 'Upgrade', upgrade: 'mcp-stdio' },
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
    response.resume()
    reject(gatewayUnavailable(`the gateway answered ${response.statusCode}`))
  })
  asking.once('error', reject)
  asking.end()
  return promise
}
