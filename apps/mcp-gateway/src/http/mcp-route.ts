import { type NodeIncomingMessageLike, toNodeHandler } from '@modelcontextprotocol/node'
import {
  createMcpHandler,
  type McpServerFactory,
  ProtocolErrorCode,
} from '@modelcontextprotocol/server'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ErrorData } from '../mcp/errors.ts'

export interface McpRouteOptions {
  readonly factory: McpServerFactory
  /** A longer body is refused with 413. */
  readonly maxMessageBytes: number
}

/** Answers in JSON-RPC what was refused before MCP saw it, so that clients can show it. */
function answerRefusal(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, detail, code: errorCode, hint, requestId } = request.problemOf(error)
  const retryable = status === 503 || status === 504
  const code = status < 500 ? ProtocolErrorCode.InvalidRequest : ProtocolErrorCode.InternalError
  const data: ErrorData = { code: errorCode, hint, retryable, requestId }
  return reply
    .code(status)
    .headers(retryable ? { 'retry-after': '2' } : {})
    .send({ jsonrpc: '2.0', id: null, error: { code, message: `${detail} ${hint}`, data } })
}

/**
 * MCP over Streamable HTTP at `/mcp`, both eras of the protocol (MCP 2026-07-28 basic/transports).
 * A scope of its own, because here the SDK reads the body and words the errors.
 */
export async function mcpRoute(scope: FastifyInstance, options: McpRouteOptions): Promise<void> {
  const { factory, maxMessageBytes: maxRequestBodySize } = options
  const handler = createMcpHandler(factory, {
    legacy: 'stateless',
    maxRequestBodySize,
    onerror: (error) => scope.log.debug({ event: 'mcp.refused', reason: error.message }, 'refused'),
  })
  const serve = toNodeHandler(handler, {
    maxRequestBodySize,
    onerror: (err) => scope.log.error({ event: 'mcp.failed', err }, 'a request failed'),
  })
  let isDraining = false
  scope.onDrain(() => {
    isDraining = true
  })
  scope.addHook('onClose', () => handler.close())
  scope.setErrorHandler(answerRefusal)
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('*', (_request, _payload, done) => done(null))

  scope.all('/mcp', async (request, reply) => {
    reply.hijack()
    // From here on Fastify sends nothing, so what its hooks have set is handed over.
    for (const [name, value] of Object.entries(reply.getHeaders())) {
      if (value !== undefined) reply.raw.setHeader(name, value)
    }
    if (isDraining) reply.raw.setHeader('connection', 'close')
    // The SDK's type has optional properties without `undefined`, unlike Node's own.
    await serve(request.raw as NodeIncomingMessageLike, reply.raw)
  })
}
