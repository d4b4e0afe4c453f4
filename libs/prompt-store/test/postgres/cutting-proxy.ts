import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** When a connection is cut: before the server gets what begins a text, or after it has answered. */
export interface Cut {
  readonly at: string
  readonly isAnswered: boolean
}

/** Stands between a client and a server, and cuts the next connection that says a certain thing. */
export async function startCuttingProxy(url: string) {
  const target = new URL(url)
  let next: Cut | undefined
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname)
    let isCutting = false
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('error', () => {}).on('close', () => sockets.delete(socket))
    }
    const cut = () => {
      client.destroy()
      upstream.end()
    }
    client.on('data', (bytes) => {
      if (next !== undefined && bytes.includes(next.at)) {
        isCutting = next.isAnswered
        next = undefined
        if (!isCutting) return cut()
      }
      upstream.write(bytes)
    })
    upstream.on('data', (bytes) => (isCutting ? cut() : client.write(bytes)))
    client.on('close', () => upstream.end())
    upstream.on('close', () => client.end())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: Object.assign(new URL(url), { port: `${port}` }).href,
    cutNext: (cut: Cut) => {
      next = cut
    },
    close: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
