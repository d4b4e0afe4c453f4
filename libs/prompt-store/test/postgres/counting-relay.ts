import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** Stands between clients and a server, counts who comes, and may let nobody through. */
export async function startCountingRelay(url: string) {
  const target = new URL(url)
  const sockets = new Set<Socket>()
  let isRefusing = false
  let isSilent = false
  let connections = 0
  const keep = (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => {}).on('close', () => sockets.delete(socket))
  }
  const server = createServer((client) => {
    connections += 1
    keep(client)
    if (isRefusing) return client.destroy()
    if (isSilent) return client.resume()
    const upstream = connect(Number(target.port), target.hostname)
    keep(upstream)
    client.pipe(upstream).pipe(client)
    client.on('close', () => upstream.destroy())
    upstream.on('close', () => client.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const drop = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    url: Object.assign(new URL(url), { port: `${port}` }).href,
    /** How many connections were asked for since the start. */
    connections: () => connections,
    /** From now on nobody who comes gets through; who is there stays. */
    refuse: () => {
      isRefusing = true
    },
    /** The same, and ends all connections. */
    cut: () => {
      isRefusing = true
      drop()
    },
    /** Ends all connections; whoever comes from now on is never answered. */
    silence: () => {
      isSilent = true
      drop()
    },
    mend: () => {
      isRefusing = false
      isSilent = false
    },
    close: async () => {
      drop()
      server.close()
      await once(server, 'close')
    },
  }
}
