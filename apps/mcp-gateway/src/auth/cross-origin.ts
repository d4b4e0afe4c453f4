import fastifyPlugin from 'fastify-plugin'

/** What clients of MCP in a browser send (MCP 2026-07-28 basic/transports). */
const allowedHeaders = [
  'content-type',
  'authorization',
  'accept',
  'mcp-protocol-version',
  'mcp-method',
  'mcp-name',
  'mcp-session-id',
  'last-event-id',
  'traceparent',
  'tracestate',
].join(', ')

/** And what they must be able to read. */
const exposedHeaders = [
  'mcp-session-id',
  'www-authenticate',
  'retry-after',
  'x-request-id',
  'traceresponse',
].join(', ')

const allowedMethods = 'GET, POST, DELETE'

/** How long a browser need not ask again, in seconds. */
const maxAge = '600'

/**
 * Lets web pages read the answers that they may ask for (WHATWG Fetch, CORS): those of the origins
 * that the request guard knows, and no others. Cookies play no part, so none are allowed.
 */
export const crossOrigin = fastifyPlugin(
  async (app) => {
    app.addHook('onRequest', (request, reply, done) => {
      const { origin } = request.headers
      if (!request.isFromWelcomePage || origin === undefined) return done()
      reply.headers({
        'access-control-allow-origin': origin,
        'access-control-expose-headers': exposedHeaders,
        vary: 'origin',
      })
      const asked = request.headers['access-control-request-method']
      if (request.method !== 'OPTIONS' || asked === undefined) return done()
      reply
        .headers({
          'access-control-allow-methods': allowedMethods,
          'access-control-allow-headers': allowedHeaders,
          'access-control-max-age': maxAge,
        })
        .code(204)
        .send()
    })
    // A browser asks before it asks; elsewhere there is no such route.
    for (const path of ['/.well-known/*', '/mcp-status']) {
      app.options(path, (_request, reply) => reply.code(204).send())
    }
  },
  { name: 'cross-origin', dependencies: ['request-guard'] },
)
