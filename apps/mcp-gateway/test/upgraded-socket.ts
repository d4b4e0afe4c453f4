import { type IncomingMessage, request } from 'node:http'
import type { Socket } from 'node:net'

/** What came of asking for an upgrade: a connection, or an ordinary answer. */
export type Upgraded =
  | { readonly socket: Socket; readonly response?: undefined }
  | { readonly socket?: undefined; readonly response: IncomingMessage }

/** Asks the gateway at `url` for the stdio transport. */
export function askForUpgrade(
  url: string,
  headers: Readonly<Record<string, string>> = {},
  path = '/mcp/stdio',
): Promise<Upgraded> {
  return new Promise((resolve, reject) => {
    const asked = request(new URL(path, url), {
      headers: { connection: 'Upgrade', upgrade: 'mcp-stdio', ...headers },
    })
    asked.on('upgrade', (_response, socket, head) => {
      if (head.length > 0) socket.unshift(head)
      resolve({ socket: socket as Socket })
    })
    asked.on('response', (response) => resolve({ response }))
    asked.on('error', reject)
    asked.end()
  })
}

/** The connection itself; rejects when the gateway refuses it. */
export async function upgradedSocket(url: string, profile?: string): Promise<Socket> {
  const query = profile === undefined ? '' : `?profile=${profile}`
  const { socket, response } = await askForUpgrade(url, {}, `/mcp/stdio${query}`)
  if (!socket) throw new Error(`refused with ${response.statusCode}`)
  return socket
}
