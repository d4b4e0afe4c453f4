import { once } from 'node:events'
import { type IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { AuthInfo } from '@modelcontextprotocol/server'
import type { FastifyInstance } from 'fastify'
import { draining, profileUnknown, upgradeRequired } from '../errors.ts'
import type { LineTransport } from '../stdio/line-transport.ts'
import { type ServeLinesOptions, serveLines } from '../stdio/serve-lines.ts'
import type { Place, Places } from './connections/places.ts'
import { authInfoOf, holderOf } from './exchange.ts'

export interface StdioRouteOptions
  extends Omit<ServeLinesOptions, 'input' | 'output' | 'factory' | 'audience'> {
  /**
   * The servers of a profile, or of the whole library for null, for a connection of this client;
   * undefined when there is no such profile.
   */
  readonly serving: (
    profile: string | null,
    authInfo: AuthInfo | undefined,
  ) => Pick<ServeLinesOptions, 'factory' | 'audience'> | undefined
  readonly places: Places
}

const path = '/mcp/stdio'

/** The name of the protocol that a connection changes to. */
const upgrade = 'mcp-stdio'

/** How long the other side may take to end a connection that we have ended. */
const lingerMs = 1_000

const asksForUpgrade = ({ url, headers }: IncomingMessage) =>
  url?.split('?')[0] === path && headers.upgrade?.toLowerCase() === upgrade

/** Ends our side of a socket, and the rest when the other side has not followed in time. */
function endSocket(socket: Socket): void {
  socket.resume().end()
  socket.setTimeout(lingerMs, () => socket.destroy())
}

/**
 * Lets requests that ask for an upgrade go through Fastify like any other, so that its hooks guard,
 * log and count them too. Gives the socket of such a request.
 */
function routeUpgrades(app: FastifyInstance): (request: IncomingMessage) => Socket | undefined {
  const sockets = new WeakMap<IncomingMessage, Socket>()
  // Without this, Node gives up every connection on which a client merely offers another protocol.
  Object.assign(app.server, { shouldUpgradeCallback: asksForUpgrade })
  app.server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    if (head.length > 0) socket.unshift(head)
    sockets.set(request, socket)
    const response = new ServerResponse(request)
    response.shouldKeepAlive = false
    response.assignSocket(socket)
    response.once('finish', () => response.statusCode !== 101 && endSocket(socket))
    app.routing(request, response)
  })
  return (request) => sockets.get(request)
}

interface Route {
  readonly Querystring: { readonly profile?: string }
}

/**
 * The stdio transport of MCP over an upgraded HTTP connection (RFC 9110 section 7.8): after the 101
 * both sides send lines of JSON-RPC. `promptbin mcp` relays its standard streams over it, with
 * `?profile=<name>` to serve a part of the library.
 */
export async function stdioRoute(app: FastifyInstance, options: StdioRouteOptions): Promise<void> {
  const { serving, places, ...lines } = options
  const socketOf = routeUpgrades(app)
  const connections = new Set<LineTransport>()
  let isDraining = false

  function serve(socket: Socket, place: Place, served: NonNullable<ReturnType<typeof serving>>) {
    const connection = serveLines({ ...lines, ...served, input: socket, output: socket })
    connections.add(connection)
    // What it has asked already is not answered any more.
    place.onRevoked(() => void connection.finish(0))
    void connection.closed.then(() => {
      connections.delete(connection)
      place.release()
      endSocket(socket)
    })
  }

  app.onDrain(async () => {
    isDraining = true
    await Promise.all([...connections].map((connection) => connection.drain()))
  })

  app.get<Route>(path, async (request, reply) => {
    const socket = socketOf(request.raw)
    if (!socket) {
      reply.headers({ upgrade, connection: 'upgrade' })
      throw upgradeRequired()
    }
    if (isDraining) throw draining()
    const served = serving(request.query.profile ?? null, authInfoOf(request))
    if (!served) throw profileUnknown()
    const place = places.take('pipe', holderOf(request))
    request.longLived = true
    reply.hijack()
    reply.raw.writeHead(101, { connection: 'upgrade', upgrade }).end()
    try {
      await once(reply.raw, 'finish')
    } catch (error) {
      place.release()
      throw error
    }
    reply.raw.detachSocket(socket)
    serve(socket, place, served)
  })
}
