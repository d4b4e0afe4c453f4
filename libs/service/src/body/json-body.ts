import type { FastifyRequest } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { bodyEncoded } from '../errors.ts'
import { parseExactJson } from './parse-json.ts'

/**
 * Reads JSON bodies strictly, and no other type: Fastify's own parsers replace broken UTF-8 and
 * accept any depth. A scope that reads something else adds its own parser.
 */
export const jsonBody = fastifyPlugin<{ readonly maxDepth: number }>(
  async (app, { maxDepth }) => {
    // Nothing is ever unpacked, so nothing grows on its way in.
    app.addHook('preParsing', async ({ headers }, reply) => {
      const encoding = headers['content-encoding']
      if (encoding === undefined || encoding.toLowerCase() === 'identity') return
      reply.header('accept-encoding', 'identity')
      throw bodyEncoded()
    })
    app.removeAllContentTypeParsers()
    app.addContentTypeParser<Buffer>(
      'application/json',
      { parseAs: 'buffer' },
      async (_request: FastifyRequest, bytes: Buffer) =>
        bytes.length === 0 ? undefined : parseExactJson(bytes, maxDepth),
    )
  },
  { name: 'json-body' },
)
