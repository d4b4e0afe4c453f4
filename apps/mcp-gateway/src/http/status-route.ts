import type { FastifyInstance } from 'fastify'

export interface StatusRouteOptions {
  /** What the gateway looks like now; must be cheap and hold no secret. */
  readonly status: () => object
}

/** `/mcp-status`: what runs, for people and the operations console. */
export async function statusRoute(
  app: FastifyInstance,
  options: StatusRouteOptions,
): Promise<void> {
  app.get('/mcp-status', { config: { quiet: true } }, async (_request, reply) =>
    reply.header('cache-control', 'no-store').send(options.status()),
  )
}
