import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { profileUnknown } from '../errors.ts'
import type { FastPath } from '../fast/fast-path.ts'
import { answerRefusal, writeAnswer } from './answer.ts'
import type { Endpoint } from './endpoint.ts'
import { createExchange } from './exchange.ts'
import { checkIds, parseMessages, readBodies } from './message-body.ts'

export interface McpRouteOptions {
  /** What is served at `/mcp/<name>`; at `/mcp` what has no name. */
  readonly endpoints: ReadonlyMap<string | null, Endpoint>
  /** A longer body is refused with 413. */
  readonly maxMessageBytes: number
  readonly fastPath?: FastPath
  /** A stream was ended because its client had stopped reading. */
  readonly onSlowReader?: () => void
}

interface Route {
  readonly Params: { readonly profile?: string }
}

/**
 * MCP over Streamable HTTP at `/mcp` and `/mcp/<profile>`, all versions of the protocol (MCP
 * 2026-07-28 basic/transports). A scope of its own, because here errors are worded in JSON-RPC.
 */
export async function mcpRoute(scope: FastifyInstance, options: McpRouteOptions): Promise<void> {
  const { endpoints, fastPath, maxMessageBytes, onSlowReader } = options
  let isDraining = false
  scope.onDrain(async () => {
    isDraining = true
    await Promise.all([...endpoints.values()].map((endpoint) => endpoint.drain()))
  })
  scope.addHook('onClose', async () => {
    await Promise.all([...endpoints.values()].map((endpoint) => endpoint.close()))
  })
  scope.setErrorHandler(answerRefusal)
  readBodies(scope)

  async function serve(request: FastifyRequest<Route>, reply: FastifyReply): Promise<void> {
    const endpoint = endpoints.get(request.params.profile ?? null)
    if (!endpoint) throw profileUnknown()
    const { body } = request
    if (Buffer.isBuffer(body)) {
      if (await fastPath?.serve(request, body, reply)) return
      request.mcpMessage = parseMessages(body)
      checkIds(request.mcpMessage)
    }
    const exchange = createExchange(request, reply, request.mcpMessage)
    const answer = await endpoint.serve(exchange)
    takeOver(reply, isDraining)
    if ((await writeAnswer(answer, reply.raw)) === 'too slow') onSlowReader?.()
  }

  const routeOptions = { bodyLimit: maxMessageBytes }
  scope.all<Route>('/mcp', routeOptions, serve)
  scope.all<Route>('/mcp/:profile', routeOptions, serve)
}

/** From here on Fastify sends nothing, so what its hooks have set is handed over. */
function takeOver(reply: FastifyReply, isDraining: boolean): void {
  reply.hijack()
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) reply.raw.setHeader(name, value)
  }
  if (isDraining) reply.raw.setHeader('connection', 'close')
}
