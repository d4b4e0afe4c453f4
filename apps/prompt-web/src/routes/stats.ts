import type { FastifyPluginAsync } from 'fastify'
import type { Library } from '../library/library.ts'

/** How much the library holds. */
export const stats: FastifyPluginAsync<{ readonly library: Library }> = async (
  app,
  { library },
) => {
  app.get('/api/v1/stats', () => library.stats())
}
