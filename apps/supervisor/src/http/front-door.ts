import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import type { TcpHandle } from '../sockets/listening-socket.ts'

/** Who says nothing for so long is cut, as by the server behind. */
const SILENCE_MS = 10_000

export interface FrontDoorOptions {
  /** Makes the server that answers; it does not listen yet. Tried again for whoever comes next if it fails. */
  readonly open: () => Promise<Server>
  readonly onFailure: (error: unknown) => void
}

/** Where connections arrive while nobody is there who answers. */
export interface FrontDoor {
  /** Settles when connections are accepted. */
  listen(handle: TcpHandle): Promise<void>
  /** Accepts no more, and ends those that nobody has answered yet. */
  close(): void
}

/**
 * Has connections answered by a server that is made when the first of them says something. From then on
 * that server takes all others by itself.
 */
export function createFrontDoor({ open, onFailure }: FrontDoorOptions): FrontDoor {
  const waiting = new Set<Socket>()
  let behind: Promise<Server> | undefined
  const door = createServer((connection) => {
    waiting.add(connection)
    const cut = () => connection.destroy()
    connection.setTimeout(SILENCE_MS, cut)
    connection.on('error', cut)
    connection.once('close', () => waiting.delete(connection))
    // Not when it connects: to see whether the machine still can, we do that ourselves and say nothing.
    connection.once('data', async (words) => {
      connection.pause()
      connection.unshift(words)
      behind ??= takeOver()
      const server = await behind.catch(cut)
      if (server === undefined) return
      waiting.delete(connection)
      connection.setTimeout(0).off('timeout', cut).off('error', cut)
      server.emit('connection', connection)
      connection.resume()
    })
  })

  async function takeOver(): Promise<Server> {
    try {
      const server = await open()
      server.listen(door)
      await once(server, 'listening')
      return server
    } catch (error) {
      behind = undefined
      onFailure(error)
      throw error
    }
  }

  return {
    async listen(handle) {
      door.listen(handle)
      await once(door, 'listening')
    },
    close() {
      door.close()
      for (const connection of waiting) connection.destroy()
    },
  }
}
