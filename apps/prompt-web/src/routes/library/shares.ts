import { pageOf } from '@promptbin/prompts'
import { Type } from 'typebox'
import { maxShareDays } from '../../sharing/share-expiry.ts'
import { CallerHeaders, callerOf } from '../caller.ts'
import { empty, json, problem } from '../document/answers.ts'
import { component } from '../document/components.ts'
import type { RouteGroup } from '../group.ts'
import { idempotencyHeader, onceOf } from '../idempotency.ts'
import { closed, NamedPrompt, paging, selector } from '../parameters.ts'

const tags = ['shares']
const path = '/api/v1/shares'

const ShareHeaders = Type.Object({ ...CallerHeaders.properties, ...idempotencyHeader })
const ShareBody = Type.Object(
  {
    prompt: Type.String({ ...NamedPrompt.properties.name, minLength: 1, maxLength: 100 }),
    ...selector,
    expiresAt: Type.Optional(
      Type.Union([Type.String({ format: 'date-time' }), Type.Null()], {
        description: 'When it ends; null for never. 30 days from now unless told.',
      }),
    ),
    expiresInDays: Type.Optional(Type.Integer({ minimum: 1, maximum: maxShareDays })),
  },
  closed,
)
const SharesQuery = Type.Object(
  { prompt: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })), ...paging },
  closed,
)
const Shared = Type.Object({ id: Type.String() })

/** Links that show one prompt to whoever has them. */
export const shares: RouteGroup = async (app, { library }) => {
  app.get(
    path,
    {
      schema: {
        operationId: 'listShares',
        summary: 'List the shares of a prompt or of all, the newest first',
        description: 'Without their links, which nobody knows but who was given them.',
        tags,
        querystring: SharesQuery,
        response: {
          200: json('Shares that were not revoked.', pageOf(component('Share'))),
          ...problem(400, 'PB_CURSOR_INVALID'),
          ...problem(404, 'PB_PROMPT_NOT_FOUND'),
        },
      },
    },
    ({ query }) => library.shares(query),
  )

  app.post(
    path,
    {
      schema: {
        operationId: 'createShare',
        summary: 'Make a link that shows one prompt, read only',
        description:
          'It always shows the given version, or that of a label at the time of reading. The link stands in this answer only.',
        tags,
        headers: ShareHeaders,
        body: ShareBody,
        response: {
          201: json('The share with its link.', component('CreatedShare')),
          ...problem(403, 'PB_SHARING_OFF'),
          ...problem(404, 'PB_PROMPT_NOT_FOUND', 'PB_VERSION_NOT_FOUND', 'PB_LABEL_NOT_FOUND'),
          ...problem(409, 'PB_SHARE_LINK_GONE'),
          ...problem(
            422,
            'PB_REQUEST_INVALID',
            'PB_SELECTOR_AMBIGUOUS',
            'PB_SHARE_EXPIRY_INVALID',
            'PB_IDEMPOTENCY_KEY_REUSED',
          ),
        },
      },
    },
    async (request, reply) => {
      const author = callerOf(request.headers, 'api')
      const share = await library.share(request.body, author, onceOf(request))
      return reply.code(201).header('cache-control', 'no-store').send(share)
    },
  )

  app.delete(
    `${path}/:id`,
    {
      schema: {
        operationId: 'revokeShare',
        summary: 'End a share for ever',
        tags,
        params: Shared,
        response: { 204: empty('Its link opens no more.'), ...problem(404, 'PB_SHARE_NOT_FOUND') },
      },
    },
    async ({ params }, reply) => {
      await library.revokeShare(params.id)
      return reply.code(204).send()
    },
  )
}
