import { once } from 'node:events'
import {
  type AddressInfo,
  createServer as createPlainServer,
  type Server,
  type Socket,
} from 'node:net'
import { createServer } from 'node:tls'
import { onTestFinished } from 'vitest'
import type { MadeCertificate } from './make-certificate.ts'

/** A server on loopback that a test asks for its certificate. */
export interface AskedServer {
  readonly port: number
  /** The name that each asked for, '' for none, after the handshake. */
  readonly names: readonly string[]
  /** All that was said to it after the handshake; of a plain server all. */
  readonly heard: () => string
  /** How many connections there were, and whether all are over. */
  readonly connections: () => number
  readonly allClosed: () => Promise<void>
}

/** One that can get another certificate while it runs. */
export interface TlsServer extends AskedServer {
  renew(certificate: MadeCertificate): void
}

/** Shows a certificate, until the test is over. */
export async function startTlsServer({ key, cert }: MadeCertificate): Promise<TlsServer> {
  const names: string[] = []
  const [said, listen] = hearing()
  const server = createServer({ key, cert }, (socket) => {
    names.push(String(socket.servername || ''))
    listen(socket)
  })
  // Who only looks ends the connection as soon as it has seen enough.
  server.on('tlsClientError', () => {})
  const renew = (next: MadeCertificate) => server.setSecureContext(next)
  return { ...(await serve(server, names, said)), renew }
}

/** Says what it is told to say, if anything, and nothing about who it is; then it may leave. */
export function startPlainServer({
  greeting = '',
  leaves = false,
}: {
  readonly greeting?: string
  readonly leaves?: boolean
} = {}): Promise<AskedServer> {
  const [said, listen] = hearing()
  const server = createPlainServer((socket) => {
    listen(socket)
    if (greeting !== '') socket.write(greeting)
    if (leaves) socket.end()
  })
  return serve(server, [], said)
}

function hearing(): [said: () => string, listen: (socket: Socket) => void] {
  let heard = ''
  const listen = (socket: Socket) => {
    socket.on('error', () => {})
    socket.on('data', (text) => {
      heard += text
    })
  }
  return [() => heard, listen]
}

async function serve(
  server: Server,
  names: readonly string[],
  heard: () => string,
): Promise<AskedServer> {
  const ends: Promise<unknown>[] = []
  const open = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    open.add(socket)
    ends.push(new Promise((resolve) => socket.once('close', resolve)))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of open) socket.destroy()
    server.close()
  })
  return {
    port: (server.address() as AddressInfo).port,
    names,
    heard,
    connections: () => ends.length,
    allClosed: async () => {
      await Promise.all(ends)
    },
  }
}
