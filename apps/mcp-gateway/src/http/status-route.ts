import type { Config } from '@promptbin/config'
import {
  configReport,
  describeProcess,
  forThisMachine,
  type Live,
  routeNotFound,
  valueNow,
} from '@promptbin/service'
import type { FastifyInstance, FastifyRequest } from 'fastify'

export interface StatusRouteOptions {
  /** What the gateway looks like now; must be cheap and hold no secret. */
  readonly status: () => object
  /** The configuration in force; without it nothing is told of how the process is set up. */
  readonly config: Live<Config> | undefined
  /** Who is told that. */
  readonly mayRead: (request: FastifyRequest) => boolean
}

const service = 'mcp-gateway'

/**
 * `/mcp-status`: what runs, for people and the operations console; `/config` and, in development,
 * `/debug-info`: how the process is set up, for operators.
 */
export async function statusRoute(
  app: FastifyInstance,
  { status, config, mayRead }: StatusRouteOptions,
): Promise<void> {
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
  })
  app.get('/mcp-status', { config: { quiet: true } }, async () => status())
  if (config === undefined) return

  const route = { config: { quiet: true }, onRequest: forThisMachine(mayRead) }
  app.get('/config', route, async () => configReport(service, valueNow(config)))
  app.get('/debug-info', route, async ({ method, url }) => {
    const current = valueNow(config)
    if (current.mode !== 'development') throw routeNotFound(method, url)
    return describeProcess(app, { service, config: current })
  })
}
