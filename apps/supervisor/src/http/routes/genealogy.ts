import type { FastifyPluginAsync } from 'fastify'
import type { Family } from '../../history/genealogy/family.ts'
import { readSince, sinceSchema } from './since.ts'

const hourMs = 3_600_000

const querystring = {
  type: 'object',
  properties: {
    since: sinceSchema,
    all: { type: 'boolean', default: false },
  },
  additionalProperties: false,
} as const

/**
 * Every process that ran since a time (for an hour unless told), or ever: trees of supervisors and
 * of what they started, with who replaced whom, and how each ended.
 */
export const genealogy: FastifyPluginAsync<{ readonly family: Family }> = async (
  app,
  { family },
) => {
  app.get<{ Querystring: { readonly since?: string; readonly all: boolean } }>(
    '/api/v1/genealogy',
    { schema: { querystring } },
    async ({ query }) => {
      const { fromMs = Date.now() - hourMs } = readSince(query.since)
      return { items: await family.trees({ fromMs: query.all ? 0 : fromMs }) }
    },
  )
}
