import { PromptChange } from '@promptbin/prompts'
import { Type } from 'typebox'
import { CallerHeaders, callerOf } from '../caller.ts'
import { etag, json, location, problem } from '../document/answers.ts'
import { component } from '../document/components.ts'
import type { RouteGroup } from '../group.ts'
import { idempotencyHeader, onceOf } from '../idempotency.ts'
import { addressOf, closed, NamedPrompt, promptPath } from '../parameters.ts'
import { sendPrompt } from './send-prompt.ts'

const { name, title } = PromptChange.properties
const DuplicateBody = Type.Object({ name, title }, closed)
const DuplicateHeaders = Type.Object({ ...CallerHeaders.properties, ...idempotencyHeader })

/** Copies of a prompt. */
export const copies: RouteGroup = async (app, { library }) => {
  app.post(
    `${promptPath}/duplicate`,
    {
      schema: {
        operationId: 'duplicatePrompt',
        summary: 'Make a new prompt with the newest text of this one',
        tags: ['prompts'],
        params: NamedPrompt,
        headers: DuplicateHeaders,
        body: DuplicateBody,
        response: {
          201: json('The new prompt.', component('Prompt'), { ...etag, ...location }),
          ...problem(404, 'PB_PROMPT_NOT_FOUND'),
          ...problem(409, 'PB_NAME_TAKEN', 'PB_NAMES_EXHAUSTED'),
          ...problem(422, 'PB_REQUEST_INVALID', 'PB_PROMPT_INVALID', 'PB_IDEMPOTENCY_KEY_REUSED'),
        },
      },
    },
    async (request, reply) => {
      const { body, headers, params } = request
      const author = callerOf(headers, 'api')
      const copy = await library.duplicate(params.name, body, author, onceOf(request))
      return sendPrompt(reply.code(201).header('location', addressOf(copy.name)), copy)
    },
  )
}
