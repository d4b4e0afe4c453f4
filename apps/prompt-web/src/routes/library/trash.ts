import { pageOf } from '@promptbin/prompts'
import { Type } from 'typebox'
import { empty, etag, json, location, problem } from '../document/answers.ts'
import { component } from '../document/components.ts'
import type { RouteGroup } from '../group.ts'
import { idempotencyHeader, onceOf } from '../idempotency.ts'
import { addressOf, closed, NamedPrompt, paging, promptPath } from '../parameters.ts'
import { sendPrompt } from '../prompts/send-prompt.ts'

const tags = ['trash']

const TrashQuery = Type.Object(paging, closed)
const Trashed = Type.Object({ id: Type.String() })
const RestoreHeaders = Type.Object(idempotencyHeader)

/** The trash: what is in it, out of it again, and gone for good. */
export const trash: RouteGroup = async (app, { library }) => {
  app.get(
    '/api/v1/trash',
    {
      schema: {
        operationId: 'listTrash',
        summary: 'List what is in the trash, the latest first',
        tags,
        querystring: TrashQuery,
        response: {
          200: json('Prompts in the trash.', pageOf(component('TrashedPrompt'))),
          ...problem(400, 'PB_CURSOR_INVALID'),
        },
      },
    },
    ({ query }) => library.trashed(query),
  )

  app.post(
    `${promptPath}/restore`,
    {
      schema: {
        operationId: 'restorePrompt',
        summary: 'Take a prompt out of the trash',
        description:
          'By id, or by name the latest of that name. It gets another name if its own is taken.',
        tags,
        params: NamedPrompt,
        headers: RestoreHeaders,
        response: {
          200: json('The prompt.', component('Prompt'), { ...etag, ...location }),
          ...problem(404, 'PB_PROMPT_NOT_FOUND'),
          ...problem(422, 'PB_REQUEST_INVALID', 'PB_INCLUDE_CYCLE', 'PB_IDEMPOTENCY_KEY_REUSED'),
        },
      },
    },
    async (request, reply) => {
      const restored = await library.restore(request.params.name, onceOf(request))
      return sendPrompt(reply.header('location', addressOf(restored.name)), restored)
    },
  )

  app.delete(
    '/api/v1/trash/:id',
    {
      config: { access: 'admin' },
      schema: {
        operationId: 'purgePrompt',
        summary: 'Delete a prompt in the trash for good, with all its versions',
        tags,
        params: Trashed,
        response: { 204: empty('It is gone.'), ...problem(404, 'PB_PROMPT_NOT_FOUND') },
      },
    },
    async ({ params }, reply) => {
      await library.purge(params.id)
      return reply.code(204).send()
    },
  )
}
