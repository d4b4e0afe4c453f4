import { once } from 'node:events'
import { type IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { McpServerFactory } from '@modelcontextprotocol/server'
import type { Logger } from '@promptbin/logging'
import type { FastifyInstance } from 'fastify'
import { connectionsExhausted, upgradeRequired } from '../errors.ts'
import type { LineTransport } from '../stdio/line-transport.ts'
import { serveLines } from '../stdio/serve-lines.ts'

export interface StdioRouteOptions {
  readonly factory: McpServerFactory
  readonly logger: Logger
  readonly maxMessageBytes: number
  /** How long requests that are under way may still take when one side has ended. */
  readonly finishTimeoutMs: number
  /** How many clients may be connected at once. */
  readonly maxConnections?: number
}

const path = '/mcp/stdio'

/** The name of the protocol that a connection changes to. */
const upgrade = 'mcp-stdio'

/** Every client of one machine has one; far more than any machine runs. */
const defaultMaxConnections = 100

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

/**
 * The stdio transport of MCP over an upgraded HTTP connection (RFC 9110 section 7.8): after the 101
 * both sides send lines of JSON-RPC. `promptbin mcp` relays its standard streams over it.
 */
export async function stdioRoute(app: FastifyInstance, options: StdioRouteOptions): Promise<void> {
  const { maxConnections = defaultMaxConnections, ...serving } = options
  const socketOf = routeUpgrades(app)
  const connections = new Set<LineTransport>()

  function serve(socket: Socket): void {
    const connection = serveLines({ ...serving, input: socket, output: socket })
    connections.add(connection)
    void connection.closed.then(() => {
      connections.delete(connection)
      endSocket(socket)
    })
  }

  app.onDrain(async () => {
    await Promise.all([...connections].map((connection) => connection.finish()))
  })

  app.get(path, async (request, reply) => {
    const socket = socketOf(request.raw)
    if (!socket) {
      reply.headers({ upgrade, connection: 'upgrade' })
      throw upgradeRequired()
    }
    if (connections.size >= maxConnections) throw connectionsExhausted(maxConnections)
    request.longLived = true
    reply.hijack()
    reply.raw.writeHead(101, { connection: 'upgrade', upgrade }).end()
    await once(reply.raw, 'finish')
    reply.raw.detachSocket(socket)
    serve(socket)
  })
}
