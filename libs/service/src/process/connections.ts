import type { Server } from 'node:http'
import type { Socket } from 'node:net'

/**
 * All open connections of a server. Node's own list forgets those that were upgraded, and those
 * would keep a stopping process alive.
 */
export interface Connections {
  readonly count: number
  /** Settles when no connection is open. */
  whenNone(): Promise<void>
  /** Cuts every connection, whatever it is doing. */
  destroyAll(): void
}

/** Follows the connections that `server` accepts from now on. */
export function followConnections(server: Server): Connections {
  const open = new Set<Socket>()
  const waiting: (() => void)[] = []
  server.on('connection', (socket: Socket) => {
    open.add(socket)
    socket.once('close', () => {
      open.delete(socket)
      if (open.size === 0) for (const resolve of waiting.splice(0)) resolve()
    })
  })
  return {
    get count() {
      return open.size
    },
    whenNone: async () => {
      if (open.size === 0) return
      const { promise, resolve } = Promise.withResolvers<void>()
      waiting.push(resolve)
      await promise
    },
    destroyAll: () => {
      for (const socket of open) socket.destroy()
    },
  }
}
