import { METHODS } from 'node:http'
import { adoptTrace } from '@promptbin/service'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { httpMethodRefused, profileUnknown } from '../errors.ts'
import type { FastPath } from '../fast/fast-path.ts'
import { namedParent } from '../tracing/named-parent.ts'
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

/** The HTTP methods of some version of MCP; which are refused in which, the SDK says. */
const spoken = ['GET', 'POST', 'DELETE']

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

  function endpointOf({ params }: FastifyRequest<Route>): Endpoint {
    const endpoint = endpoints.get(params.profile ?? null)
    if (!endpoint) throw profileUnknown()
    return endpoint
  }

  async function serve(request: FastifyRequest<Route>, reply: FastifyReply): Promise<void> {
    const endpoint = endpointOf(request)
    const { body } = request
    if (Buffer.isBuffer(body)) {
      if (await fastPath?.serve(request, body, reply)) return
      request.mcpMessage = parseMessages(body)
      checkIds(request.mcpMessage)
      adoptTrace(request, reply, namedParent(request.mcpMessage))
    }
    const exchange = createExchange(request, reply, request.mcpMessage)
    const answer = await endpoint.serve(exchange)
    takeOver(reply, isDraining)
    if ((await writeAnswer(answer, reply.raw)) === 'too slow') onSlowReader?.()
  }

  /** Before its body is read, which is nobody's business. */
  async function refuse(request: FastifyRequest<Route>, reply: FastifyReply): Promise<void> {
    reply.header('allow', endpointOf(request).methods.join(', '))
    throw httpMethodRefused(request.method)
  }

  // Otherwise Fastify would answer those that it does not know in its own words.
  for (const verb of METHODS) {
    if (!scope.supportedMethods.includes(verb)) scope.addHttpMethod(verb)
  }
  const others = METHODS.filter((verb) => !spoken.includes(verb))
  for (const url of ['/mcp', '/mcp/:profile']) {
    const route = { url, exposeHeadRoute: false }
    scope.route<Route>({ ...route, method: spoken, bodyLimit: maxMessageBytes, handler: serve })
    scope.route<Route>({ ...route, method: others, onRequest: refuse, handler: refuse })
  }
}

/** From here on Fastify sends nothing, so what its hooks have set is handed over. */
function takeOver(reply: FastifyReply, isDraining: boolean): void {
  reply.hijack()
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) reply.raw.setHeader(name, value)
  }
  if (isDraining) reply.raw.setHeader('connection', 'close')
}
