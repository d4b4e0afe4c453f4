import { pageOf, sorts } from '@promptbin/prompts'
import { Type } from 'typebox'
import { CallerHeaders, callerOf } from '../caller.ts'
import { etag, json, location, problem, promptRefused } from '../document/answers.ts'
import { component } from '../document/components.ts'
import type { RouteGroup } from '../group.ts'
import { idempotencyHeader, onceOf } from '../idempotency.ts'
import { addressOf, closed, paging } from '../parameters.ts'
import { sendPrompt } from './send-prompt.ts'

const tags = ['prompts']

const ListQuery = Type.Object(
  {
    q: Type.Optional(
      Type.String({
        description:
          'words, the last one perhaps only begun, and tag: folder: label: uses: is:favourite',
        maxLength: 1_000,
      }),
    ),
    tag: Type.Optional(Type.String({ minLength: 1, maxLength: 50 })),
    folder: Type.Optional(
      Type.String({ description: 'this folder and all below it', minLength: 1, maxLength: 200 }),
    ),
    label: Type.Optional(
      Type.String({
        description: 'prompts on which this label stands',
        minLength: 1,
        maxLength: 64,
      }),
    ),
    uses: Type.Optional(
      Type.String({ description: 'prompts that include this one', minLength: 1, maxLength: 100 }),
    ),
    favourite: Type.Optional(Type.Boolean()),
    sort: Type.Optional(Type.Enum([...sorts])),
    ...paging,
  },
  closed,
)

const CreateHeaders = Type.Object({ ...CallerHeaders.properties, ...idempotencyHeader })

/** All prompts: list and search are one; and a new one. */
export const prompts: RouteGroup = async (app, { library }) => {
  app.get(
    '/api/v1/prompts',
    {
      schema: {
        operationId: 'listPrompts',
        summary: 'List or search prompts',
        tags,
        querystring: ListQuery,
        response: {
          200: json('Summaries, without texts.', pageOf(component('PromptSummary'))),
          ...problem(400, 'PB_CURSOR_INVALID'),
        },
      },
    },
    ({ query }) => library.list(query),
  )

  app.post(
    '/api/v1/prompts',
    {
      schema: {
        operationId: 'createPrompt',
        summary: 'Create a prompt',
        tags,
        headers: CreateHeaders,
        body: component('PromptDraft'),
        response: {
          201: json('The new prompt.', component('Prompt'), { ...etag, ...location }),
          ...problem(409, 'PB_NAME_TAKEN', 'PB_NAMES_EXHAUSTED'),
          ...promptRefused,
        },
      },
    },
    async (request, reply) => {
      const { body, headers } = request
      const prompt = await library.create(body, callerOf(headers, 'api'), onceOf(request))
      void reply.code(201).header('location', addressOf(prompt.name))
      return sendPrompt(reply, prompt)
    },
  )
}
