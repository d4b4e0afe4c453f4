import { Type } from 'typebox'
import { maxGraceSeconds } from '../../tokens/token-operations.ts'
import { CallerHeaders, callerOf } from '../caller.ts'
import { empty, json, problem } from '../document/answers.ts'
import { component } from '../document/components.ts'
import { listOf } from '../document/shapes.ts'
import type { RouteGroup } from '../group.ts'
import { closed } from '../parameters.ts'
import { TokenFolders, TokenName, TokenScope } from './token-shapes.ts'

const tags = ['tokens']
const path = '/api/v1/tokens'

const TokenBody = Type.Object(
  {
    name: TokenName,
    scopes: Type.Array(TokenScope, { minItems: 1, maxItems: 3, uniqueItems: true }),
    folders: Type.Optional(Type.Union([TokenFolders, Type.Null()])),
    expiresAt: Type.Optional(
      Type.Union([Type.String({ format: 'date-time' }), Type.Null()], {
        description: 'When it ends; never unless told.',
      }),
    ),
  },
  closed,
)
const RotationBody = Type.Object(
  {
    graceSeconds: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: maxGraceSeconds,
        description: 'For so long what it was until now is good as well; an hour unless told.',
      }),
    ),
  },
  closed,
)
const NamedToken = Type.Object({
  token: Type.String({ description: 'The name of a token, or its id.' }),
})
/** Keys with which programs may use mcp-gateway where that asks for one. */
export const tokens: RouteGroup = async (app, { library }) => {
  app.get(
    path,
    {
      schema: {
        operationId: 'listTokens',
        summary: 'List the tokens, the newest first, and last those that were revoked',
        description: 'At most 1,000, without the tokens themselves, which nobody can read again.',
        tags,
        response: { 200: json('Tokens.', listOf(component('Token'))) },
      },
    },
    async () => ({ items: await library.tokens() }),
  )

  app.post(
    path,
    {
      schema: {
        operationId: 'createToken',
        summary: 'Make a token',
        description: 'It stands in this answer only.',
        tags,
        headers: CallerHeaders,
        body: TokenBody,
        response: {
          201: json('The token.', component('CreatedToken')),
          ...problem(409, 'PB_TOKEN_NAME_TAKEN', 'PB_TOKENS_TOO_MANY'),
          ...problem(422, 'PB_REQUEST_INVALID', 'PB_TOKEN_EXPIRY_INVALID'),
        },
      },
    },
    async ({ body, headers }, reply) => {
      const made = await library.createToken(body, callerOf(headers, 'api'))
      return reply.code(201).header('cache-control', 'no-store').send(made)
    },
  )

  app.post(
    `${path}/:token/rotate`,
    {
      schema: {
        operationId: 'rotateToken',
        summary: 'Give a token another key',
        description: 'It stands in this answer only. Scopes, folders and end stay as they are.',
        tags,
        headers: CallerHeaders,
        params: NamedToken,
        body: RotationBody,
        response: {
          200: json('The token.', component('CreatedToken')),
          ...problem(404, 'PB_TOKEN_NOT_FOUND'),
          ...problem(422, 'PB_REQUEST_INVALID'),
        },
      },
    },
    async ({ params, body, headers }, reply) => {
      reply.header('cache-control', 'no-store')
      return library.rotateToken(params.token, body, callerOf(headers, 'api'))
    },
  )

  app.delete(
    `${path}/:token`,
    {
      schema: {
        operationId: 'revokeToken',
        summary: 'End a token for ever',
        tags,
        params: NamedToken,
        response: { 204: empty('It opens nothing more.'), ...problem(404, 'PB_TOKEN_NOT_FOUND') },
      },
    },
    async ({ params }, reply) => {
      await library.revokeToken(params.token)
      return reply.code(204).send()
    },
  )
}
