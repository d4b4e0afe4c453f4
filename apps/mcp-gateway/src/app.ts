import { createServiceApp, type ServiceAppOptions } from '@promptbin/service'
import type { FastifyInstance } from 'fastify'
import { mcpRoute } from './http/mcp-route.ts'
import { stdioRoute } from './http/stdio-route.ts'
import { wholeLibrary } from './mcp/profiles/profile.ts'
import { maxMessageBytes, type ServerFactories } from './mcp/server.ts'

export interface GatewayOptions extends Omit<ServiceAppOptions, 'bodyLimitBytes' | 'maxBodyDepth'> {
  readonly serverFactoryFor: ServerFactories['serverFactoryFor']
  /** How long requests that are under way may still take when a connection ends. */
  readonly requestTimeoutMs: number
}

/** Builds the gateway: MCP over HTTP and over upgraded connections. It does not listen yet. */
export async function createApp(options: GatewayOptions): Promise<FastifyInstance> {
  const { serverFactoryFor, requestTimeoutMs, ...service } = options
  const app = await createServiceApp(service)
  await app.register(mcpRoute, { factory: serverFactoryFor('tcp', wholeLibrary), maxMessageBytes })
  await app.register(stdioRoute, {
    factory: serverFactoryFor('pipe', wholeLibrary),
    logger: service.logger,
    maxMessageBytes,
    finishTimeoutMs: requestTimeoutMs,
  })
  return app
}
