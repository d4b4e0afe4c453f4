import type { FastifyRequest } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { parseJson } from './parse-json.ts'

/**
 * Reads JSON bodies strictly, and no other type: Fastify's own parsers replace broken UTF-8 and
 * accept any depth. A scope that reads something else adds its own parser.
 */
export const jsonBody = fastifyPlugin<{ readonly maxDepth: number }>(
  async (app, { maxDepth }) => {
    app.removeAllContentTypeParsers()
    app.addContentTypeParser<Buffer>(
      'application/json',
      { parseAs: 'buffer' },
      async (_request: FastifyRequest, bytes: Buffer) =>
        bytes.length === 0 ? undefined : parseJson(bytes, maxDepth),
    )
  },
  { name: 'json-body' },
)
