import type { Server } from 'node:http'
import { setTimeout as after } from 'node:timers/promises'
import type { Connections } from './connections.ts'

/**
 * Time in which clients on idle connections learn from an answer that they must reconnect. Closing
 * such a connection at once can cross with a request that is already under way.
 */
const LINGER_MS = 250

/** How often connections are closed that became idle meanwhile. */
const IDLE_CHECK_MS = 50

/**
 * Age from which a connection that never sent a byte is one that a browser opened in advance. Node
 * does not count it as idle, as its first request may be under way.
 */
const SILENT_MS = 500

/**
 * Finishes the requests that are being worked on, then closes the server; after `timeoutMs` cuts
 * what is left. Returns the number of connections that were cut.
 */
export async function drainConnections(
  server: Server,
  connections: Connections,
  timeoutMs: number,
): Promise<number> {
  const stop = new AbortController()
  const deadline = after(timeoutMs, undefined, { signal: stop.signal }).catch(() => {})
  await Promise.race([
    connections.whenNone(),
    after(LINGER_MS, undefined, { signal: stop.signal }).catch(() => {}),
    deadline,
  ])
  server.close()
  const idleCheck = setInterval(() => {
    server.closeIdleConnections()
    connections.destroySilent(SILENT_MS)
  }, IDLE_CHECK_MS)
  await Promise.race([connections.whenNone(), deadline])
  clearInterval(idleCheck)
  stop.abort()
  const cut = connections.count
  server.closeAllConnections()
  connections.destroyAll()
  return cut
}
