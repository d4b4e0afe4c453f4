import { Type } from 'typebox'
import { json, problem } from '../document/answers.ts'
import { component } from '../document/components.ts'
import type { RouteGroup } from '../group.ts'
import { closed } from '../parameters.ts'

const IntrospectionBody = Type.Object(
  {
    sha256: Type.String({
      description: 'SHA-256 of the token, in hex. The token itself is not to be sent.',
      pattern: '^[0-9a-f]{64}$',
    }),
  },
  closed,
)

/** What a token stands for, for mcp-gateway: it needs no more than may be read by anybody with a token. */
export const introspection: RouteGroup = async (app, { library }) => {
  app.post(
    '/api/v1/tokens/introspect',
    {
      // Who asks must know its hash already.
      config: { access: 'prompts:read' },
      schema: {
        operationId: 'introspectToken',
        summary: 'Tell what a token stands for, by its SHA-256',
        description:
          'For mcp-gateway: the answer is that of RFC 7662. One that never was, has expired or was revoked is answered alike.',
        tags: ['tokens'],
        body: IntrospectionBody,
        response: {
          200: json('Whether it is good, and for what.', component('TokenIntrospection')),
          ...problem(422, 'PB_REQUEST_INVALID'),
        },
      },
    },
    async ({ body }, reply) => {
      reply.header('cache-control', 'no-store')
      return library.introspectToken(body.sha256)
    },
  )
}
