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
  /** Closes those that were opened at least `ageMs` ago and have not sent a byte. */
  destroySilent(ageMs: number): void
  /** Cuts every connection, whatever it is doing. */
  destroyAll(): void
}

/** Follows the connections that `server` accepts from now on. */
export function followConnections(server: Server): Connections {
  const openedAtMs = new Map<Socket, number>()
  const waiting: (() => void)[] = []
  server.on('connection', (socket: Socket) => {
    openedAtMs.set(socket, performance.now())
    socket.once('close', () => {
      openedAtMs.delete(socket)
      if (openedAtMs.size === 0) for (const resolve of waiting.splice(0)) resolve()
    })
  })
  return {
    get count() {
      return openedAtMs.size
    },
    whenNone: async () => {
      if (openedAtMs.size === 0) return
      const { promise, resolve } = Promise.withResolvers<void>()
      waiting.push(resolve)
      await promise
    },
    destroySilent: (ageMs) => {
      const limit = performance.now() - ageMs
      for (const [socket, openedAt] of openedAtMs) {
        if (socket.bytesRead === 0 && openedAt <= limit) socket.destroy()
      }
    },
    destroyAll: () => {
      for (const socket of openedAtMs.keys()) socket.destroy()
    },
  }
}
