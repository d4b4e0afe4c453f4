import { lookup } from 'node:dns/promises'
import net from 'node:net'
import { getSystemErrorName } from 'node:util'

/** A bound TCP socket that is lent to one service process after the other. */
export interface ListeningSocket {
  readonly host: string
  /** The real one, also where any free port was asked for. */
  readonly port: number
  /** What a child's `send()` and a server's `listen()` take. */
  readonly handle: TcpHandle
  /**
   * From now on connections are refused, and those that wait are ended, until a borrower listens again;
   * the port stays ours. To be called when no borrower lives.
   */
  refuse(): void
  /** For good, and for whoever borrows it later; a second time it does nothing. */
  close(): void
}

/** Node's TCP handle, as far as it is used here. */
export interface TcpHandle {
  /** Returns 0, or a negative errno. */
  getsockname(out: { port?: number }): number
  close(): void
}

/**
 * Binds without accepting, which no public function of Node does: `listen()` would take connections
 * in this process. Node's own cluster module makes its shared sockets with the same function. It
 * returns a negative errno when it fails.
 */
type CreateServerHandle = (address: string, port: number, family: number) => TcpHandle | number

const { _createServerHandle: createServerHandle } = net as unknown as {
  readonly _createServerHandle: CreateServerHandle
}

/**
 * Binds host and port; port 0 takes any free one. The kernel lets the socket listen from the first
 * `listen()` of a borrower until this process closes it: connections that come while no borrower
 * lives wait in its queue instead of being refused. Throws a system error such as `EADDRINUSE`.
 */
export async function bindSocket(host: string, port: number): Promise<ListeningSocket> {
  const { address, family } = await lookup(host)
  let handle = createHandle(address, port, family)
  const name: { port?: number } = {}
  const fault = handle.getsockname(name)
  if (fault !== 0 || name.port === undefined) {
    handle.close()
    throw systemError(fault)
  }
  const taken = name.port
  return {
    host,
    port: taken,
    get handle() {
      return handle
    },
    refuse() {
      // Bound and not listened on, it refuses (tcp(7)); there is no way back but a new one.
      handle.close()
      handle = createHandle(address, taken, family)
    },
    close: () => handle.close(),
  }
}

function createHandle(...wanted: Parameters<CreateServerHandle>): TcpHandle {
  const handle = createServerHandle(...wanted)
  if (typeof handle === 'number') throw systemError(handle)
  return handle
}

function systemError(errno: number): NodeJS.ErrnoException {
  const code = getSystemErrorName(errno)
  return Object.assign(new Error(`bind ${code}`), { code, errno })
}
