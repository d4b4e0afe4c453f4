import { once } from 'node:events'
import type { Server as HttpServer } from 'node:http'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { WARM_UP_ADDRESS } from '../request/traffic.ts'

/** The first answer has code loaded, the second finds it, and a few more have the rest compiled. */
const ROUNDS = 8

/** Nothing that is asked takes so long; whatever does must not keep a service from starting. */
const TIMEOUT_MS = 2_000

const LOOPBACK = '127.0.0.1'

/**
 * Has a server answer these paths before it listens, so that its first client does not wait until
 * code is compiled and threads are started: that costs ten times as much as the answer. It is asked
 * over real connections, whose code is to be warm as well. It is no traffic, and what is answered
 * means nothing.
 */
export async function warmUp(server: HttpServer, paths: readonly string[]): Promise<void> {
  const door = createServer().listen(0, LOOPBACK)
  await once(door, 'listening')
  for (let round = 0; round < ROUNDS; round++) {
    for (const path of paths) await ask(server, door, path)
  }
  door.close()
  await once(door, 'close')
}

/** Settles when the connection is over, whatever came of it. */
async function ask(server: HttpServer, door: Server, path: string): Promise<void> {
  const { port } = door.address() as AddressInfo
  const client = connect({ host: LOOPBACK, port })
  client.setTimeout(TIMEOUT_MS, () => client.destroy())
  client.on('error', () => client.destroy())
  const closed = once(client, 'close')
  const [[accepted]] = (await Promise.all([once(door, 'connection'), once(client, 'connect')])) as [
    [Socket],
    unknown,
  ]
  if (accepted.remotePort === client.localPort) {
    Object.defineProperty(accepted, 'remoteAddress', { value: WARM_UP_ADDRESS })
    server.emit('connection', accepted)
  } else {
    // Nobody else has any business here.
    accepted.destroy()
    client.destroy()
  }
  client.end(`GET ${path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n`)
  client.resume()
  await closed
}
