import { PromptChange } from '@promptbin/prompts'
import { Type } from 'typebox'
import { CallerHeaders, callerOf } from '../caller.ts'
import { json, problem } from '../document/answers.ts'
import { component } from '../document/components.ts'
import { listOf } from '../document/shapes.ts'
import type { RouteGroup } from '../group.ts'
import { idempotencyHeader, onceOf } from '../idempotency.ts'
import { closed, text } from '../parameters.ts'

/** As many prompts as one request changes; they are one transaction, which others wait for. */
const maxNames = 500

const { folder } = PromptChange.properties
const someTags = Type.Optional(
  Type.Array(Type.Intersect([text(50), Type.String({ minLength: 1, pattern: '^\\S(.*\\S)?$' })]), {
    maxItems: 50,
    uniqueItems: true,
  }),
)

const BatchBody = Type.Object(
  {
    names: Type.Array(text(100), { minItems: 1, maxItems: maxNames, uniqueItems: true }),
    addTags: someTags,
    removeTags: someTags,
    folder,
    favourite: Type.Optional(Type.Boolean()),
    trash: Type.Optional(Type.Boolean()),
    evenIfUsed: Type.Optional(Type.Boolean()),
  },
  closed,
)

const BatchHeaders = Type.Object({ ...CallerHeaders.properties, ...idempotencyHeader })

/** Many prompts at once. */
export const batch: RouteGroup = async (app, { library }) => {
  app.post(
    '/api/v1/prompts/batch',
    {
      schema: {
        operationId: 'changePrompts',
        summary: 'Tag, move, mark or throw away many prompts, all or none',
        description:
          'Prompts that others include go to the trash only with `evenIfUsed`; includes between them do not count.',
        tags: ['prompts'],
        headers: BatchHeaders,
        body: BatchBody,
        response: {
          200: json(
            'What became of each, in the order of the names.',
            listOf(component('BatchResult')),
          ),
          ...problem(404, 'PB_PROMPT_NOT_FOUND'),
          ...problem(409, 'PB_PROMPT_IN_USE'),
          ...problem(422, 'PB_REQUEST_INVALID', 'PB_PROMPT_INVALID', 'PB_IDEMPOTENCY_KEY_REUSED'),
        },
      },
    },
    async (request) => {
      const { names, ...change } = request.body
      const author = callerOf(request.headers, 'api')
      return { items: await library.batch(names, change, author, onceOf(request)) }
    },
  )
}
