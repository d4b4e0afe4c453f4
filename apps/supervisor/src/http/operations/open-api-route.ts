import type { FastifyPluginAsync } from 'fastify'

/** The API as a document, which is made when somebody asks for it. */
export const openApiRoute: FastifyPluginAsync = async (app) => {
  app.get('/openapi.json', async (_request, reply) => {
    const { openApi } = await import('./open-api.ts')
    return reply.header('cache-control', 'no-cache').send(openApi())
  })
}
