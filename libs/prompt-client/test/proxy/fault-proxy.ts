import { once } from 'node:events'
import { type AddressInfo, createServer, Socket } from 'node:net'
import type { Fault, Phase } from './fault.ts'

/** A TCP proxy in front of prompt-web that fails as it is told. */
export interface FaultProxy {
  readonly url: string
  /** From now on `fault` strikes whatever is in `phase`. */
  strike(fault: Fault, phase: Phase): void
  /** Ends the fault; connections that it deafened stay deaf. */
  heal(): void
  close(): Promise<void>
}

const nothing = Buffer.alloc(0)

/** Starts it on a free port, in front of `target`. */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const { hostname, port } = new URL(target)
  const sockets = new Set<Socket>()
  let fault: Fault | undefined
  let struck: Phase | undefined

  function track(socket: Socket) {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
  }

  const server = createServer({ noDelay: true }, (client) => {
    const web = new Socket()
    let isDeaf = false
    let isFeed = false
    const deafen = () => {
      isDeaf = true
    }

    /** Lets bytes go on to `receiver` by `pass`, or the fault have them. */
    function convey(phase: Phase, bytes: Buffer, receiver: Socket, pass: (bytes: Buffer) => void) {
      if (isDeaf) return
      const here = isFeed && phase === 'answer' ? 'feed' : phase
      const passed = (some: Buffer) => {
        if (!isDeaf && !receiver.destroyed) pass(some)
      }
      if (fault === undefined || struck !== here || (isFeed && phase === 'request')) passed(bytes)
      else fault.strike({ client, web, bytes, pass: passed, deafen })
    }

    track(client)
    track(web)
    client.on('data', (bytes) => {
      isFeed ||= bytes.includes('GET /api/v1/events')
      convey('request', bytes, web, (some) => web.write(some))
    })
    web.on('data', (bytes) => convey('answer', bytes, client, (some) => client.write(some)))
    client.on('close', () => web.destroy())
    web.on('close', () => isDeaf || client.end())
    convey('connecting', nothing, web, () => web.connect(Number(port), hostname))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    strike: (next, phase) => {
      fault = next
      struck = phase
      // What is connected already would never meet the fault.
      if (phase === 'connecting') for (const socket of sockets) socket.destroy()
    },
    heal: () => {
      fault = undefined
      struck = undefined
    },
    close: async () => {
      server.close()
      for (const socket of sockets) socket.destroy()
      await once(server, 'close')
    },
  }
}
