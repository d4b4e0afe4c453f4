import { randomUUID } from 'node:crypto'
import {
  type AuthInfo,
  type JSONRPCMessage,
  type McpServerFactory,
  parseJSONRPCMessage,
} from '@modelcontextprotocol/server'
import { adoptTrace } from '@promptbin/service'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { draining, messageInvalid, sessionRequired, sessionUnknown } from '../../errors.ts'
import { namedParent } from '../../tracing/named-parent.ts'
import { answerRefusal } from '../answer.ts'
import type { Place, Places } from '../connections/places.ts'
import { authInfoOf, holderOf } from '../exchange.ts'
import { parseMessages, readBodies } from '../message-body.ts'
import { SseTransport } from './sse-transport.ts'

export interface SseRouteOptions {
  /** Servers that tell of changes by themselves. */
  readonly announced: McpServerFactory
  readonly places: Places
  readonly maxMessageBytes: number
  readonly keepAliveMs?: number
  readonly onSlowReader?: () => void
}

/** One client, from the time that it opens its stream. */
interface Connection {
  readonly transport: SseTransport
  readonly principalId: string
  readonly place: Place
}

const defaultKeepAliveMs = 15_000

const messagesPath = '/messages'

interface MessageRoute {
  readonly Querystring: { readonly sessionId?: string }
}

/**
 * The transport of 2024-11-05 at `/sse` and `/messages`, for clients that know nothing newer
 * (`mcp.sse`).
 */
export async function sseRoute(scope: FastifyInstance, options: SseRouteOptions): Promise<void> {
  const { announced, places, maxMessageBytes, onSlowReader } = options
  const connections = new Map<string, Connection>()
  let isDraining = false
  scope.setErrorHandler(answerRefusal)
  readBodies(scope)
  const closeAll = async () => {
    isDraining = true
    await Promise.all([...connections.values()].map(({ transport }) => transport.close()))
  }
  scope.onDrain(closeAll)
  scope.addHook('onClose', closeAll)

  async function open(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    if (isDraining) throw draining()
    const holder = holderOf(request)
    const place = places.take('sse', holder)
    reply.raw.once('close', place.release)
    const product = await announced({ era: 'legacy', ...given(authInfoOf(request)) })
    const server = 'server' in product ? product.server : product
    request.longLived = true
    reply.hijack()
    const id = randomUUID()
    const transport = new SseTransport({
      response: reply.raw,
      endpoint: `${messagesPath}?sessionId=${id}`,
      keepAliveMs: options.keepAliveMs ?? defaultKeepAliveMs,
      ...(onSlowReader && { onSlowReader }),
    })
    transport.onclose = () => void connections.delete(id)
    connections.set(id, { transport, principalId: holder.principalId, place })
    place.onRevoked(() => void transport.close())
    await server.connect(transport)
  }

  async function receive(
    request: FastifyRequest<MessageRoute>,
    reply: FastifyReply,
  ): Promise<FastifyReply> {
    const { sessionId } = request.query
    if (sessionId === undefined) throw sessionRequired()
    const connection = connections.get(sessionId)
    const holder = holderOf(request)
    if (connection?.principalId !== holder.principalId) throw sessionUnknown()
    connection.place.renew(holder)
    const message = read(request)
    adoptTrace(request, reply, namedParent(message))
    connection.transport.receive(message, given(authInfoOf(request)))
    return reply.code(202).send()
  }

  scope.get('/sse', open)
  scope.post<MessageRoute>(messagesPath, { bodyLimit: maxMessageBytes }, receive)
}

const given = (authInfo: AuthInfo | undefined) => (authInfo ? { authInfo } : {})

function read(request: FastifyRequest): JSONRPCMessage {
  request.mcpMessage = parseMessages(Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0))
  try {
    return parseJSONRPCMessage(request.mcpMessage)
  } catch {
    throw messageInvalid()
  }
}
