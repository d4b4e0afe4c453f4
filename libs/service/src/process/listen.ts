import { once } from 'node:events'
import type { Server } from 'node:http'
import type { PromptBinError } from '@promptbin/errors'
import type { SocketHandle } from '@promptbin/ipc'
import { addressNotAvailable, portNotAllowed, portTaken } from './errors.ts'

/** Where to listen when no supervisor hands over a socket; port 0 takes any free one. */
export interface ListenAddress {
  readonly host: string
  readonly port: number
}

/**
 * Listens on an address. Throws PB_PORT_TAKEN, PB_PORT_NOT_ALLOWED or PB_ADDRESS_NOT_AVAILABLE.
 */
export async function listenOnAddress(server: Server, address: ListenAddress): Promise<string> {
  server.listen(address)
  try {
    await once(server, 'listening')
  } catch (error) {
    throw listenError(error, address) ?? error
  }
  return urlOf(server)
}

/** Listens on a socket that another process has bound. */
export async function listenOnHandle(server: Server, handle: SocketHandle): Promise<string> {
  server.listen(handle)
  await once(server, 'listening')
  return urlOf(server)
}

function urlOf(server: Server): string {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new TypeError('Not a TCP server.')
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address
  return `http://${host}:${address.port}`
}

/** What is told of a system error at binding; undefined for one that we do not expect. */
export function listenError(
  error: unknown,
  { host, port }: ListenAddress,
): PromptBinError | undefined {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE') return portTaken.with({ cause: error }, port, host)
  if (code === 'EACCES') return portNotAllowed.with({ cause: error }, port)
  const isUnknownHost = code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND'
  return isUnknownHost ? addressNotAvailable.with({ cause: error }, host) : undefined
}
