import net from 'node:net'
import { onTestFinished } from 'vitest'

/** Node's own function under its cluster module; libuv binds, and a child listens. */
const { _createServerHandle: createServerHandle } = net as unknown as {
  _createServerHandle(host: string, port: number, family: 4): BoundSocket | number
}

interface BoundSocket {
  close(): void
  getsockname(address: { port?: number }): number
}

/** Binds a port of 127.0.0.1 as the supervisor does; nobody listens on it yet. */
export function bindSocket(): { handle: BoundSocket; url: string } {
  const handle = createServerHandle('127.0.0.1', 0, 4)
  if (typeof handle === 'number') throw new Error(`bind failed: ${handle}`)
  onTestFinished(() => handle.close())
  const address: { port?: number } = {}
  handle.getsockname(address)
  return { handle, url: `http://127.0.0.1:${address.port}` }
}
