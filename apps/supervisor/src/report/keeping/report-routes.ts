import { createReadStream } from 'node:fs'
import type { FastifyPluginAsync } from 'fastify'
import { fileNameOf } from './report-item.ts'
import type { Reports } from './reports.ts'

/** Reports as files; they are made and listed as operations. */
export const reportRoutes: FastifyPluginAsync<{ readonly reports: Pick<Reports, 'get'> }> = async (
  app,
  { reports },
) => {
  app.get<{ Params: { readonly id: string } }>('/api/v1/reports/:id', async ({ params }, reply) => {
    const { item, file } = await reports.get(params.id)
    return reply
      .headers({
        'cache-control': 'no-store',
        'content-disposition': `attachment; filename="${fileNameOf(item.id)}"`,
        'content-length': item.bytes,
      })
      .type('application/zip')
      .send(createReadStream(file))
  })
}
